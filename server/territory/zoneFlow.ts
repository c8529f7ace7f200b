import { note } from '../access/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { declareZone } from './declareZone.ts'
import type { By } from './flow.ts'
import { codesOf, editionInForce } from './store.ts'
import { endZone, insertZones, lockZones, type Zone, zonesFrom } from './zoneStore.ts'

/**
 * Declares a zone from a day on: a set of streets under one chief; a zone of the same code ends on that day.
 * @throws Problem no-edition, invalid-input (unknown street, a street of another zone, a day before the last change).
 */
export async function addZone(house: House, zone: Zone, { account }: By): Promise<void> {
  const edition = await editionInForce(house.db, house.now())
  if (edition === undefined) throw new Problem('no-edition')
  await house.db.transaction(async (tx) => {
    await lockZones(tx)
    const streets = new Set(await codesOf(tx, edition, 'street'))
    const verdict = declareZone(zone, { streets, standing: await zonesFrom(tx, zone.validFrom) })
    if ('flaws' in verdict) throw new Problem('invalid-input', { flaws: verdict.flaws })
    if (verdict.replaces) await endZone(tx, zone.code, zone.validFrom)
    await insertZones(tx, [zone])
    await note(tx, {
      at: house.now(),
      account,
      action: 'territory.zone',
      target: zone.code,
      detail: { ...zone },
    })
  })
}
