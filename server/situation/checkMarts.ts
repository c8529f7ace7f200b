import { MARTS, sumOf } from '../../analytics/marts.ts'
import type { House } from '../house.ts'
import type { SituationRoom } from './flow.ts'
import { keepCheck, type MartCheck, truthOf } from './martStore.ts'
import { lag } from './store.ts'

/** How often a moment is sought in which nothing changes between the two databases. */
const TRIES = 5

/**
 * Compares every mart with the same question asked of PostgreSQL, both at the same moment: the warehouse is brought up to
 * now, and the check counts only where PostgreSQL, in one snapshot, has nothing that the warehouse has not. The figures are
 * kept; a mart that differs is logged. Null: reports came in faster than that, and nothing was compared.
 */
export async function checkMarts(
  house: House,
  situation: Pick<SituationRoom, 'read' | 'refresh'>,
): Promise<MartCheck[] | null> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await situation.refresh()
    const checks = await situation.read((reads, standing) =>
      house.db.snapshot(async (tx) => {
        if ((await lag(tx, standing, house.now())).lagRows > 0) return null
        const checks: MartCheck[] = []
        for (const mart of MARTS) {
          const [held, expected] = [await sumOf(reads, mart), await truthOf(tx, mart)]
          checks.push({ mart: mart.name, checkedAt: house.now(), held, expected })
        }
        return checks
      }),
    )
    if (checks === null) continue
    for (const check of checks) {
      await keepCheck(house.db, check)
      if (!isEqual(check)) house.log('situation.mart-differs', { ...check })
    }
    return checks
  }
  return null
}

export const isEqual = ({ held, expected }: MartCheck): boolean =>
  held.rows === expected.rows && held.checksum === expected.checksum
