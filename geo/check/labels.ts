import type { Geos } from '../geos.ts'
import type { Area, Level } from '../types.ts'
import type { Words } from '../words.ts'
import { insideOf } from './districts.ts'
import { type Fault, fault } from './fault.ts'

/** Why a code breaks the profile; null where it keeps it. */
export type CodeCheck = (level: Level, code: string, parent: string | null) => Words | null

/** Codes that break the profile. */
export const codeFaults = (geos: Geos, areas: readonly Area[], check: CodeCheck): Fault[] =>
  areas.flatMap((area) => {
    const words = check(area.level, area.code, area.parent)
    return words === null ? [] : [fault('code', area, { at: insideOf(geos, area), words })]
  })

/** Areas under one parent that bear the same name: each after the first is named with the first. */
export const sameNames = (geos: Geos, areas: readonly Area[]): Fault[] =>
  [...Map.groupBy(areas, ({ level, parent, name }) => JSON.stringify([level, parent, name])).values()].flatMap(
    ([first, ...others]) =>
      others.map((area) => fault('duplicate-name', area, { at: insideOf(geos, area), other: first!.code })),
  )

/** Streets without a unit: a report that falls there has nobody to answer for it but the centre. */
export const withoutUnit = (geos: Geos, areas: readonly Area[], streetsWithUnit: ReadonlySet<string>): Fault[] =>
  areas
    .filter(({ level, code }) => level === 'street' && !streetsWithUnit.has(code))
    .map((area) => fault('no-unit', area, { at: insideOf(geos, area) }))
