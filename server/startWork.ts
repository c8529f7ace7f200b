import type { House } from './house.ts'
import { liveJobs } from './live/jobs.ts'
import { reportJobs } from './report/jobs.ts'
import type { SituationRoom } from './situation/flow.ts'
import { situationJobs } from './situation/jobs.ts'
import { statisticsJobs } from './statistics/jobs.ts'
import { sweepImports } from './territory/import/sweep.ts'

/** The zone of the schedules while no district has been founded. */
const NO_DISTRICT_ZONE = 'Asia/Shanghai'

/** Puts this process to work on every room's jobs. */
export async function startWork(house: House, situation: SituationRoom): Promise<void> {
  const timeZone = (await house.district())?.timeZone ?? NO_DISTRICT_ZONE
  await sweepImports(house)
  await liveJobs(house, timeZone)
  await reportJobs(house)
  await situationJobs(house, situation, timeZone)
  await statisticsJobs(house, timeZone)
  await house.jobs.start('situation.refresh', {})
}
