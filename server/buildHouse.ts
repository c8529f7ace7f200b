import type { Jobs } from './boss.ts'
import type { Db } from './db.ts'
import type { House } from './house.ts'
import { currentAtlas } from './territory/currentAtlas.ts'
import { readDistrict } from './territory/store.ts'

/** What a house is made of: the drivers, a clock and a log, whose lives belong to whoever calls. */
export interface Parts {
  db: Db
  jobs: Jobs
  now: () => Date
  log: House['log']
}

/** One installation over its drivers; the same for the server, the command line and the tests. */
export function buildHouse({ db, jobs, now, log }: Parts): House {
  return { db, jobs, now, log, atlas: currentAtlas(db, now), district: () => readDistrict(db) }
}
