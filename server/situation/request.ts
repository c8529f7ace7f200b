import { setTimeout as wait } from 'node:timers/promises'
import type { House } from '../house.ts'
import { currentSnapshot } from '../live/store.ts'
import { hasReached } from './store.ts'

/**
 * Asks the running server, which alone holds the warehouse, to bring it up to now. Answers false when none has done so
 * within the patience; the job then waits for the next start of the server.
 */
export async function requestRefresh(house: House, patienceMs: number): Promise<boolean> {
  const wished = await currentSnapshot(house.db)
  await house.jobs.start('situation.refresh', {})
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    if (await hasReached(house.db, wished)) return true
    await wait(200)
  }
  return false
}
