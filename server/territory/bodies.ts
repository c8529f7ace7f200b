import { note } from '../access/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { insertBodies } from './bodyStore.ts'
import type { By } from './flow.ts'
import { readEdition } from './store.ts'

const CENTRE = { code: 'centre', name: '网格中心', nameEn: 'Grid centre' }
const CATEGORY = { code: 'general', name: '综合', nameEn: 'General' }

/**
 * Makes the bodies of an installation without a law of its own (a pack whose streets own every matter): a grid centre,
 * a unit per street of the edition, one category. What is there already stays. Answers how many streets were new.
 * @throws Problem no-district, not-found, not-allowed (the pack brings bodies and law of its own).
 */
export async function foundBodies(house: House, editionId: number, { account }: By): Promise<number> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  if (district.pack.streetsOwnEverything === null)
    throw new Problem('not-allowed', { facts: { pack: district.pack.code } })
  if ((await readEdition(house.db, editionId)) === undefined)
    throw new Problem('not-found', { facts: { edition: editionId } })
  return house.db.transaction(async (tx) => {
    const streets = await insertBodies(tx, editionId, CENTRE, CATEGORY)
    await note(tx, {
      at: house.now(),
      account,
      action: 'territory.bodies',
      target: editionId,
      detail: { streets },
    })
    return streets
  })
}
