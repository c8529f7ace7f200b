/** Milliseconds of computing, whatever else the machine does. */
import { readFileSync } from 'node:fs'
import type { Db } from '../server/db.ts'

/** This process: DuckDB's threads, and the rows made of its answer. */
export function ownClock(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Hundredths of a second are what Linux counts the time of processes in. */
const TICK_MS = 10

/**
 * The computing of our session and of the parallel workers that have ended, which the postmaster has waited for, in
 * milliseconds. From /proc: on Linux alone.
 */
export async function postgresClock(db: Db): Promise<() => number> {
  const { rows } = await db.text('select pg_backend_pid() as pid')
  const { pid } = rows[0] as { pid: number }
  const postmaster = fieldsOf(pid)[PARENT]!
  return () => {
    const [session, parent] = [fieldsOf(pid), fieldsOf(postmaster)]
    return TICK_MS * (session[USER]! + session[USER + 1]! + parent[CHILDREN]! + parent[CHILDREN + 1]!)
  }
}

/** Positions after the name in proc(5), /proc/pid/stat: user and system time follow one another. */
const PARENT = 1
const USER = 11
const CHILDREN = 13

function fieldsOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
}
