import type { House } from '../house.ts'
import { forgetRuns } from './runStore.ts'

/** The answers to one question that are kept, the newest first; older ones only as long as somebody asks for them. */
const NEWEST = 20
const DAY_MS = 86_400_000
/** How long nobody has asked for an answer before it goes: what is looked at today stays, whatever its age. */
const RECENT_MS = DAY_MS
const UNUSED_MS = 90 * DAY_MS

/** Forgets what nobody needs of the kept results; answers how many. Repeats do no harm. */
export function tidyRuns(house: House): Promise<number> {
  const before = (ms: number) => new Date(house.now().getTime() - ms)
  return forgetRuns(house.db, { newest: NEWEST, recent: before(RECENT_MS), unused: before(UNUSED_MS) })
}

/** Tidies every night. */
export async function statisticsJobs(house: House, timeZone: string): Promise<void> {
  await house.jobs.work('statistics.forget', 1, async () => {
    house.log('statistics.forgotten', { runs: await tidyRuns(house) })
  })
  await house.jobs.schedule('statistics.forget', '50 3 * * *', timeZone)
}
