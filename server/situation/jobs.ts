import type { House } from '../house.ts'
import { checkMarts } from './checkMarts.ts'
import type { SituationRoom } from './flow.ts'

/**
 * Refreshes every minute, and whenever a job is queued by hand (`npm run refresh`); every night the marts are compared with
 * PostgreSQL. Repeats do no harm.
 */
export async function situationJobs(house: House, situation: SituationRoom, timeZone: string): Promise<void> {
  await house.jobs.work('situation.refresh', 1, async () => {
    const { pulled, total, seconds, full } = await situation.refresh()
    if (pulled > 0) house.log('situation.refreshed', { pulled, total, seconds, full })
  })
  await house.jobs.schedule('situation.refresh', '* * * * *', timeZone)
  await house.jobs.work('situation.check', 1, async () => {
    await checkMarts(house, situation)
  })
  await house.jobs.schedule('situation.check', '20 3 * * *', timeZone)
}
