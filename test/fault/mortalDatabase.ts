import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDb } from '../../server/db.ts'
import { recordedPlace } from '../../server/embedded/place.ts'
import { findPostmaster } from '../../server/embedded/postmaster.ts'
import { type Embedded, openEmbedded } from '../../server/embedded.ts'
import { migrate } from '../../server/migrate.ts'

/** A PostgreSQL of one's own that can be killed with -9 and comes back at the same address. */
export interface MortalDatabase {
  url: string
  /** Kills the postmaster, waits until all of it is gone and starts it again: it recovers from its log. */
  crash(): Promise<void>
  end(): Promise<void>
}

/**
 * Its commits are not forced to disk (synchronous_commit off) and its log is not written by itself for seconds: a crash
 * takes back what readers have already seen, unless one of them has forced the log.
 */
export async function mortalDatabase(): Promise<MortalDatabase> {
  const home = mkdtempSync(path.join(tmpdir(), 'onegrid-mortal-'))
  const folder = path.join(home, 'data')
  const open = () => openEmbedded(folder, { role: 'command', say: () => undefined, durable: false })
  let server: Embedded = await open()
  const db = openDb(server.url)
  await migrate(db)
  for (const setting of ["wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'", "wal_buffers = '64MB'"]) {
    await db.text(`alter system set ${setting}`)
  }
  await db.end()
  await server.stop()
  server = await open()
  const door = await fixedDoor(() => Number(new URL(server.url).port))
  return {
    url: Object.assign(new URL(server.url), { port: String(door.port) }).href,
    crash: async () => {
      process.kill(findPostmaster(recordedPlace(folder)!.pgdata)!.pid, 'SIGKILL')
      await server.ended
      server = await open()
    },
    end: async () => {
      door.close()
      await server.stop()
      for (const gone of [recordedPlace(folder)?.folder, home]) if (gone) rmSync(gone, { recursive: true, force: true })
    },
  }
}

/** Passes connections on to wherever the server listens now. */
async function fixedDoor(target: () => number): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>()
  const door = createServer((from) => {
    const to = connect(target(), '127.0.0.1')
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  return {
    port: (door.address() as AddressInfo).port,
    close: () => {
      door.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
