import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { disclaimStale, findPostmaster, type Owner, ownerSetting } from './postmaster.ts'
import { thisProcess } from './processes.ts'
import { as } from './run.ts'

export interface Served {
  port: number
  /** Settles when the server ends, wished or not. */
  ended: Promise<void>
  /** Fast shutdown; after 30 s the immediate one. */
  stop(): Promise<void>
}

/** What the server said when it could not start. */
export interface NotServed {
  output: string
}

/** Starts `postgres` on the cluster and waits until it takes connections on 127.0.0.1. */
export async function serve(
  place: Place,
  binaries: Binaries,
  account: Account | null,
  role: Owner['role'],
  settings: Record<string, string>,
): Promise<Served | NotServed> {
  const port = await freePort()
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', place.pgdata, '-p', String(port), '-c', ownerSetting({ role, ...thisProcess() }), ...flags]
  disclaimStale(place.pgdata)
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'w', 0o600)
  // Its own process group: Ctrl-C at the terminal reaches us only, and we stop it last.
  const child = spawn(binaries.postgres, args, { ...as(account), detached: true, stdio: ['ignore', log, log] })
  let failure = ''
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', (error) => {
      failure = String(error)
      resolve()
    })
  })
  closeSync(log)
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!over) {
    const running = findPostmaster(place.pgdata)
    if (running?.pid === child.pid && running?.ready) return { port, ended, stop: () => stop(child, ended) }
    await sleep(25)
  }
  return { output: `${failure}\n${readFileSync(place.log, 'utf8')}` }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const patience = setTimeout(() => child.kill('SIGQUIT'), 30_000)
  child.kill('SIGINT')
  await ended
  clearTimeout(patience)
}

/** A port nobody listens on just now; whoever takes it before PostgreSQL does only costs another try. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
