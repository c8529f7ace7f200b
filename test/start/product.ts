/** The product as its users run it: real processes on a data folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordedPlace } from '../../server/embedded/place.ts'

export const ROOT = path.resolve(import.meta.dirname, '../..')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  output: { stdout: string; stderr: string }
  ended: Promise<Ended>
}

export interface RunOptions {
  cwd?: string
  env?: Record<string, string>
  /** Runs as this user; only root may. */
  user?: { uid: number; gid: number }
}

/** What Node compiled in this run: see test/compileCache.ts. */
const { NODE_COMPILE_CACHE = '' } = process.env

/** Starts a file of the product with only these variables beside PATH. */
export function launch(file: string, args: string[], { cwd = ROOT, env = {}, user }: RunOptions = {}): Running {
  const output = { stdout: '', stderr: '' }
  const clean = { PATH: process.env.PATH ?? '', HOME: '/', NODE_COMPILE_CACHE, ...env }
  const child = spawn(process.execPath, [path.join(cwd, file), ...args], { cwd, env: clean, ...user })
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, ...output }))
    child.on('error', ({ message }) => resolve({ code: null, ...output, stderr: message }))
  })
  return { child, output, ended }
}

/** Waits until the product has printed its address; fails with all it said when it ends before. */
export async function address(running: Running): Promise<string> {
  let over: Ended | undefined
  void running.ended.then((ended) => {
    over = ended
  })
  for (;;) {
    const found = /OneGrid 一张网 {2}(http:\S+)/.exec(running.output.stdout)
    if (found) return found[1]!
    if (over !== undefined) throw new Error(`The product ended with ${over.code}:\n${over.stdout}\n${over.stderr}`)
    await sleep(50)
  }
}

/** Waits until a condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(50)
}

/** Processes whose command line names this folder; all of PostgreSQL's own carry it in their data directory. */
export function postgresOn(dataFolder: string): number[] {
  const place = recordedPlace(dataFolder)
  if (place === undefined) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${place.pgdata}\0`)
      } catch {
        return false
      }
    })
    .map(Number)
}

/** A folder for data, and its removal together with whatever still runs on it. */
export function dataFolder(parent = tmpdir()) {
  const home = mkdtempSync(path.join(parent, 'onegrid-start-'))
  const folder = path.join(home, 'data')
  return {
    home,
    folder,
    remove: async () => {
      const place = recordedPlace(folder)
      for (const pid of postgresOn(folder)) process.kill(pid, 'SIGQUIT')
      await until(() => postgresOn(folder).length === 0)
      for (const gone of [place?.folder, home]) if (gone) rmSync(gone, { recursive: true, force: true })
    },
  }
}
