import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/** What the programs of PostgreSQL see of the environment: none of the caller's PG* or locale variables. */
export const BARE_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

/** How a program is started as the account: from a folder that everybody may stand in. */
export function as(account: Account | null) {
  const who = account === null ? {} : { uid: account.uid, gid: account.gid }
  return { ...who, cwd: '/', env: BARE_ENVIRONMENT }
}

/** Runs a program to its end; `code` is null when it could not be started, with the reason in `output`. */
export async function run(program: string, args: string[], account: Account | null = null): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...as(account), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: null, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
}

export interface Ran {
  code: number | null
  output: string
}
