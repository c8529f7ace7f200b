import { startJobs } from './boss.ts'
import { buildHouse } from './buildHouse.ts'
import { newClosing } from './closing.ts'
import type { Config } from './config.ts'
import type { House } from './house.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './openDatabase.ts'
import { openTravel, straightTravel } from './travel/openTravel.ts'

export interface OpenHouse {
  house: House
  /** True when it stands on the embedded PostgreSQL of the data folder. */
  embedded: boolean
  /** Settles when an embedded server of our own ends, wished or not. */
  databaseEnded: Promise<void>
  close(): Promise<void>
}

/**
 * The one door to an installation. A command joins the database of a live product, or starts it for the time it runs;
 * the product itself owns it. The schema is brought forward first. Jobs can be sent; none is worked on yet.
 * @throws StartProblem when the database cannot be had or does not fit this version
 */
export async function openHouse(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'> & Partial<Pick<Config, 'travel'>>,
  role: 'server' | 'command',
  doors: { say: (line: string) => void; log: House['log']; now: () => Date },
): Promise<OpenHouse> {
  const closing = newClosing(doors.log)
  try {
    const database = await openDatabase(config, role, doors)
    closing.add('database', database.close)
    for (const name of await migrate(database.db)) doors.log('migrated', { name })
    const jobs = await startJobs(database.db, doors.log)
    closing.add('jobs', jobs.stop)
    const { now, log } = doors
    const travel = config.travel === undefined ? straightTravel() : openTravel(config.travel, log)
    const house = buildHouse({ db: database.db, jobs, folder: config.dataFolder, now, log, travel })
    return { house, embedded: database.embedded, databaseEnded: database.ended, close: closing.close }
  } catch (error) {
    await closing.close()
    throw error
  }
}
