import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  pid: number
  /** When it began, in the kernel's own words; opaque, compared for equality only. */
  born: string
}

export function thisProcess(): ProcessId {
  const born = birthOf(process.pid)
  if (born === undefined) throw new Error('the start time of this process cannot be read')
  return { pid: process.pid, born }
}

/** True while this very process runs. A zombie, killed but not yet reaped, counts as dead. */
export function isAlive(id: ProcessId): boolean {
  return birthOf(id.pid) === id.born
}

/** The command line of a running process, arguments parted by spaces; empty for none, a zombie or a kernel thread. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return ps(pid, 'args')
  } catch {
    return ''
  }
}

/** Linux: ticks since boot, field 22 of /proc/PID/stat, counted after the name in brackets (which may hold anything). */
function birthOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') return ps(pid, 'lstart').replaceAll(/\s+/g, '_') || undefined
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [state] = fields
    return state === 'Z' || state === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function ps(pid: number, field: string): string {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
  return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8', stdio }).trim()
}
