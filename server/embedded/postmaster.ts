import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, isAlive, type ProcessId } from './processes.ts'

/** The product's process that started a server: the product itself, or a command for the time it runs. */
export interface Owner extends ProcessId {
  role: 'server' | 'command'
}

/** A PostgreSQL server that runs on our data directory. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
  /** Said on the server's own command line, so that the two never part; undefined for a server not started by us. */
  owner: Owner | undefined
}

/** The setting by which a server is told whose it is. */
export const ownerSetting = ({ role, pid, born }: Owner) => `onegrid.owner=${role}:${pid}:${born}`

/** The live server of this data directory, looked up through postmaster.pid; undefined for none. */
export function findPostmaster(pgdata: string): Postmaster | undefined {
  const file = path.join(pgdata, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  // PostgreSQL's lines: pid, data directory, start time, port, socket folder, address, shared memory, status.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const command = commandOf(pid)
  if (!command.includes(pgdata)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready', owner: ownerIn(command) }
}

function ownerIn(command: string): Owner | undefined {
  const found = /onegrid\.owner=(server|command):(\d+):(\S+)/.exec(command)
  return found === null ? undefined : { role: found[1] as Owner['role'], pid: Number(found[2]), born: found[3]! }
}

/**
 * After a crash another process may carry the dead server's number, and PostgreSQL would then refuse to start. A pid
 * file that names PostgreSQL's parent, us, is stale to it; its own check for surviving backends stays in force. Called
 * once, before a start: beside a starting server it could undo what that one wrote.
 */
export function disclaimStale(pgdata: string): void {
  const file = path.join(pgdata, 'postmaster.pid')
  if (!existsSync(file)) return
  const [pid, ...rest] = readFileSync(file, 'utf8').split('\n')
  const command = commandOf(Number(pid))
  if (command !== '' && !command.includes(pgdata)) writeFileSync(file, [String(process.pid), ...rest].join('\n'))
}

/** True while the process that started this server lives. */
export function isOwned(postmaster: Postmaster): boolean {
  return postmaster.owner !== undefined && isAlive(postmaster.owner)
}

/** Stops a server whose owner died: fast shutdown, after 30 s the immediate one (the next start then recovers). */
export async function stopOrphan(postmaster: Postmaster, pgdata: string): Promise<void> {
  signal(postmaster.pid, 'SIGINT')
  for (let waited = 0; findPostmaster(pgdata)?.pid === postmaster.pid; waited += 100) {
    if (waited === 30_000) signal(postmaster.pid, 'SIGQUIT')
    await sleep(100)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
