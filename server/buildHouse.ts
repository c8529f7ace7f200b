import type { Jobs } from './boss.ts'
import type { Db } from './db.ts'
import type { House } from './house.ts'
import { atlasOfEdition } from './territory/buildEditionAtlas.ts'
import { currentAtlas } from './territory/currentAtlas.ts'
import { readDistrict } from './territory/store.ts'
import { straightTravel } from './travel/openTravel.ts'
import type { Travel } from './travel/travel.ts'

/** What a house is made of: the drivers, a folder, a clock and a log, whose lives belong to whoever calls. */
export interface Parts {
  db: Db
  jobs: Jobs
  folder: string
  now: () => Date
  log: House['log']
  /** Default: straight lines. */
  travel?: Travel
}

/** One installation over its drivers; the same for the server, the command line and the tests. */
export function buildHouse({ db, jobs, folder, now, log, travel = straightTravel() }: Parts): House {
  const atlases = currentAtlas(db, now, (editionId) => atlasOfEdition({ db, folder, log }, editionId))
  return {
    db,
    jobs,
    folder,
    now,
    log,
    travel,
    district: () => readDistrict(db),
    atlas: atlases.current,
    atlasOf: atlases.of,
    prepareAtlas: atlases.prepare,
  }
}
