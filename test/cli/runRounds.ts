import { execFile } from 'node:child_process'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')

export interface Ran {
  status: number
  stdout: string
  stderr: string
}

/** Runs `npm run rounds -- ARGS` with the environment given beside that of the tests. */
export function runRounds(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const options = { cwd: ROOT, env: { ...process.env, ...env } }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/rounds.ts', ...args], options, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}
