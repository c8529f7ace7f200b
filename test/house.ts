import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startJobs } from '../server/boss.ts'
import { buildHouse } from '../server/buildHouse.ts'
import { openDb } from '../server/db.ts'
import type { House } from '../server/house.ts'
import { freshDatabase } from './database.ts'
import { everyEditionLocates } from './everyEdition.ts'

/** What the house logged, in order. */
export interface Logged {
  event: string
  facts: Record<string, unknown>
}

export interface TestHouse {
  house: House
  /** Address of its database, to open further connections. */
  url: string
  /** Sets the clock; it stands still. */
  setNow(at: Date | string): void
  logged: Logged[]
  /** Ends it, once locate has agreed with an oracle on every edition that was made. */
  close(): Promise<void>
}

/**
 * A house over real parts: a fresh migrated PostgreSQL database, running jobs (register handlers with the room's
 * jobs.ts) and a clock that stands at `now` until it is set.
 */
export async function testHouse(options: { now?: Date | string; max?: number } = {}): Promise<TestHouse> {
  const { url, drop } = await freshDatabase()
  const logged: Logged[] = []
  const log: House['log'] = (event, facts = {}) => void logged.push({ event, facts })
  const db = openDb(url, { max: options.max ?? 10, onLost: (error) => log('db.lost', { message: error.message }) })
  const jobs = await startJobs(db, log)
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-house-'))
  let now = new Date(options.now ?? '2026-03-02T09:00:00+08:00')
  return {
    house: buildHouse({ db, jobs, folder, now: () => now, log }),
    url,
    logged,
    setNow: (at) => {
      now = new Date(at)
    },
    close: async () => {
      try {
        await everyEditionLocates(db)
      } finally {
        await jobs.stop()
        await db.end()
        await drop()
        rmSync(folder, { recursive: true })
      }
    },
  }
}
