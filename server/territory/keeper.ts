import { localDay } from '../clock/localTime.ts'
import type { House } from '../house.ts'
import { anyUnderOthers } from '../report/store.ts'
import { comingEdition } from './lifeStore.ts'

/** How often a process looks whether a day has come, ms. */
const EVERY_MS = 5_000

/**
 * What every process that serves does from time to time: it holds the atlas of the edition that comes into force next,
 * so that at midnight the swap is one assignment, and has open reports that stand in another edition than the one in
 * force located again: after midnight, after a publication elsewhere, and what was being located while the day changed.
 */
export async function keepAhead(house: House): Promise<void> {
  const district = await house.district()
  if (district === null) return
  const coming = await comingEdition(house.db, localDay(house.now(), district.timeZone))
  if (coming !== undefined) await house.prepareAtlas(coming)
  const edition = await house.atlas()
  if (edition === null || !(await anyUnderOthers(house.db, edition.editionId))) return
  await house.jobs.start('report.edition', {})
  house.jobs.wake('report.edition')
}

/** Keeps ahead from now on; a turn that fails is logged and the next one tries again. */
export function startKeeper(house: House, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  const next = () => {
    turn = keepAhead(house)
      .catch((error: unknown) => house.log('territory.keeper', { message: String(error) }))
      .then(() => {
        if (!stopped) timer = setTimeout(next, everyMs).unref()
      })
  }
  next()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
