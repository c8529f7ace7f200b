import type { House } from '../house.ts'
import { commit, sendNext } from './commit.ts'
import { foundedCentre } from './founded.ts'
import { systemMove, unchanged } from './move.ts'
import { waitingForEdition, waitingForSystem } from './store.ts'

const AT_ONCE = 1000

/** Queues a job for every report that waits for the system. Doubled jobs are harmless. Answers how many waited. */
export async function resume(house: House): Promise<number> {
  let count = 0
  for (let after = 0; ; ) {
    const reports = await house.db.transaction(async (tx) => {
      const some = await waitingForSystem(tx, after, AT_ONCE)
      await sendNext(house, tx, some)
      return some
    })
    count += reports.length
    const last = reports.at(-1)
    if (last === undefined) return count
    after = last.id
  }
}

/**
 * Tries again what was held as unlocated only because no edition was in force then. Call after a first publication.
 * Answers how many reports are on their way again.
 */
export async function relocate(house: House): Promise<number> {
  if ((await house.atlas()) === null) return 0
  let count = 0
  for (;;) {
    const moved = await commit(house, async (tx) => {
      const reports = await waitingForEdition(tx, AT_ONCE)
      if (reports.length === 0) return []
      const occasion = { at: house.now(), centre: await foundedCentre(tx) }
      return reports.map((report) => systemMove(unchanged(report), { move: 'relocate' }, occasion))
    })
    if (moved.size === 0) return count
    count += moved.size
  }
}
