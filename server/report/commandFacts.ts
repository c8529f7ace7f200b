import type { Tx } from '../db.ts'
import { allUnits, officersByIds } from '../duty/store.ts'
import type { District, EditionAtlas } from '../house.ts'
import { mattersOf } from '../mandate/store.ts'
import { boxOf } from './districtBox.ts'
import type { CommandFacts, Wish } from './stepOf.ts'

/** Looks up what these commands name, once for all of them; what none of them needs is not asked for. */
export async function commandFacts(
  tx: Tx,
  wishes: readonly Wish[],
  district: District,
  atlas: EditionAtlas | null,
): Promise<CommandFacts> {
  const assigns = wishes.filter((wish) => wish.move === 'assign')
  const persons = [...new Set(assigns.flatMap(({ person }) => person ?? []))]
  const codes = wishes.filter((wish) => wish.move === 'classify').map(({ matter }) => matter)
  const units = assigns.length === 0 ? [] : await allUnits(tx)
  const officers = persons.length === 0 ? [] : await officersByIds(tx, persons)
  const matters = codes.length === 0 ? [] : await mattersOf(tx, [...new Set(codes)])
  return {
    district,
    atlas,
    box: boxOf(district, atlas),
    units: new Map(units.map((unit) => [unit.code, unit])),
    officers: new Map(officers.map((officer) => [officer.id, officer])),
    matters: new Map(matters.map((matter) => [matter.code, matter])),
  }
}
