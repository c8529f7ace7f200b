import type { Directory } from '../api/directory.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { editionInForce, readEdition } from '../territory/store.ts'
import { zonesInForce } from '../territory/zoneStore.ts'
import { categoriesOf, isDemo, mattersOf, unitsOf } from './store.ts'

/** Names for every code a client meets, and the facts of this installation, as of now. */
export async function directory(house: House): Promise<Directory> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const { pack, ...names } = district
  const [units, categories, matters, zones, edition, demo] = await Promise.all([
    unitsOf(house.db),
    categoriesOf(house.db),
    mattersOf(house.db),
    zonesInForce(house.db, house.now()),
    editionShown(house),
    isDemo(house.db),
  ])
  return {
    district: { ...names, pack: pack.code, demo },
    targets: pack.targets,
    units,
    categories,
    matters,
    zones: zones.map(({ code, name, nameEn, streets, chief, clause }) => {
      return { code, name, nameEn, streets, chief: chief?.name ?? null, clause }
    }),
    edition,
  }
}

async function editionShown(house: House): Promise<Directory['edition']> {
  const id = await editionInForce(house.db, house.now())
  const edition = id === undefined ? undefined : await readEdition(house.db, id)
  if (edition === undefined || edition.validFrom === null) return null
  const { name, validFrom, knownFaults, counts } = edition
  return { id: edition.id, name, validFrom, knownFaults, counts }
}
