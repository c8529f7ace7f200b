import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './embedded/binaries.ts'
import { databaseAccount } from './embedded/databaseAccount.ts'
import { ensureCluster, ROLE } from './embedded/initdb.ts'
import { type Place, settlePlace } from './embedded/place.ts'
import { findPostmaster, isOwned, type Owner, type Postmaster, stopOrphan } from './embedded/postmaster.ts'
import { serve } from './embedded/serve.ts'
import { explain } from './embedded/words.ts'
import { StartProblem } from './startProblem.ts'

/** A running PostgreSQL on the data folder. */
export interface Embedded {
  url: string
  /** True when another live process of the product owns the server: then `stop` leaves it running. */
  joined: boolean
  /** Settles when a server of our own ends, wished or not; never for a joined one. */
  ended: Promise<void>
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** A command joins whatever lives. The product itself must own its database: it waits for a command, refuses a twin. */
  role: Owner['role']
  /** Human lines about anything unusual. */
  say: (line: string) => void
  /** False only for data that may be lost with the machine (tests): no fsync. */
  durable?: boolean
}

/** How often a start is tried again when another process was faster or the old server is still going down. */
const TRIES = 100

/**
 * Joins the live server of this data folder, or starts one. A server left behind by a killed owner is stopped first.
 * @throws StartProblem when it cannot run here
 */
export async function openEmbedded(dataFolder: string, options: EmbeddedOptions): Promise<Embedded> {
  try {
    return await joinOrStart(dataFolder, options)
  } catch (error) {
    if (error instanceof StartProblem || !(error as NodeJS.ErrnoException).code) throw error
    throw explain('data folder', String(error), { folder: dataFolder })
  }
}

async function joinOrStart(dataFolder: string, { role, say, durable = true }: EmbeddedOptions): Promise<Embedded> {
  const account = await databaseAccount(say)
  const binaries = findBinaries(account)
  const place = settlePlace(dataFolder, account)
  await ensureCluster(place, binaries, account, durable)
  const settings: Record<string, string> = durable ? {} : { fsync: 'off', synchronous_commit: 'off' }
  let output = ''
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const running = findPostmaster(place.pgdata)
    if (running === undefined) {
      const served = await serve(place, binaries, account, role, settings)
      if ('port' in served) {
        return { url: urlOf(place, served.port), joined: false, ended: served.ended, stop: served.stop }
      }
      output = served.output
      if (!isPassing(output)) break
    } else if (!isOwned(running)) {
      say(
        `正在停止上次被强制结束后遗留的数据库进程 ${running.pid} · stopping database process ${running.pid}, left by a killed run`,
      )
      await stopOrphan(running, place.pgdata)
    } else if (role === 'server') {
      await outlast(running, place, say)
    } else if (running.ready) {
      return joined(place, running.port)
    }
    await sleep(100)
  }
  throw explain('postgres', output, place)
}

/** Waits until the command that owns the server is done. */
async function outlast(running: Postmaster, place: Place, say: EmbeddedOptions['say']): Promise<void> {
  const { role, pid } = running.owner!
  if (role === 'server') {
    throw new StartProblem({
      zh: `OneGrid 已在使用数据目录 ${place.folder}（进程 ${pid}）；请先停止它，或用 --data 另选数据目录。`,
      en: `OneGrid already runs on ${place.folder} (process ${pid}): stop it first, or choose another folder with --data.`,
    })
  }
  say(`等待正在使用数据库的命令（进程 ${pid}）结束 · waiting for the command that uses the database (process ${pid})`)
  while (findPostmaster(place.pgdata)?.pid === running.pid && isOwned(running)) await sleep(100)
}

function joined(place: Place, port: number): Embedded {
  return {
    url: urlOf(place, port),
    joined: true,
    ended: new Promise<void>(() => undefined),
    stop: async () => undefined,
  }
}

/** Another process was faster, took the port, or the backends of a killed server have not all gone yet. */
function isPassing(output: string): boolean {
  return /lock file ".*" already exists|Address already in use|shared memory block .* still in use/.test(output)
}

function urlOf(place: Place, port: number): string {
  return `postgres://${ROLE}:${place.password}@127.0.0.1:${port}/postgres`
}
