import type { House } from './house.ts'
import { liveJobs } from './live/jobs.ts'
import { reportJobs } from './report/jobs.ts'

/** The zone of the schedules while no district has been founded. */
const NO_DISTRICT_ZONE = 'Asia/Shanghai'

/** Puts this process to work on every room's jobs. */
export async function startWork(house: House): Promise<void> {
  const timeZone = (await house.district())?.timeZone ?? NO_DISTRICT_ZONE
  await reportJobs(house)
  await liveJobs(house, timeZone)
}
