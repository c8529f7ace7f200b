import { setTimeout as wait } from 'node:timers/promises'
import { MARTS } from '../../analytics/marts.ts'
import type { House } from '../house.ts'
import { currentSnapshot } from '../live/store.ts'
import { lastChecks, type MartCheck } from './martStore.ts'
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

/** Asks the running server to compare every mart with PostgreSQL; null when none has done so within the patience. */
export async function requestChecks(house: House, patienceMs: number): Promise<MartCheck[] | null> {
  const wished = house.now()
  await house.jobs.start('situation.check', {})
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const checks = await lastChecks(house.db)
    if (checks.length === MARTS.length && checks.every(({ checkedAt }) => checkedAt >= wished)) return checks
    await wait(200)
  }
  return null
}
