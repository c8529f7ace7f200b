import type { House } from '../house.ts'
import { deleteTaken } from './store.ts'

/** How long a client may be away and still resume without loading everything anew. */
const KEPT_MS = 7 * 86_400_000

/**
 * Deletes what every reader of `change` has taken and that is older than seven days; answers how many rows went.
 * Idempotent. A row's age is known to the nearest earlier run, so that rows only ever stay longer.
 */
export function pruneChanges(house: House): Promise<number> {
  const now = house.now()
  return house.db.transaction((tx) => deleteTaken(tx, now, new Date(now.getTime() - KEPT_MS)))
}

/** Prunes every night. */
export async function liveJobs(house: House, timeZone: string): Promise<void> {
  await house.jobs.work('change.prune', 1, async () => {
    house.log('change.pruned', { rows: await pruneChanges(house) })
  })
  await house.jobs.schedule('change.prune', '40 3 * * *', timeZone)
}
