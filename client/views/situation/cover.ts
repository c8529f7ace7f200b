import { LEVELS } from '../../../geo/types.ts'
import type { AreaCollection, AreaFeature, LevelName } from '../../map/area.ts'

/** One area of the map and its row in the list. */
export interface Counted {
  code: string
  name: string
  level: LevelName | null
  street: string | null
  count: number
  /** Null where reports name an area that the edition in force does not have. */
  feature: AreaFeature | null
}

interface Leaf {
  feature: AreaFeature
  level: LevelName
  street: string | null
}

type Levels = Partial<Record<LevelName, AreaCollection>>

/**
 * The areas that cover the district at a level: those of the level, and where it has none there the smallest above.
 * The server counts by the same rule, so that nothing is counted nowhere.
 */
export function coverOf(level: LevelName, levels: Levels): Leaf[] {
  const streetOf = new Map<string, string | null>()
  const wanted = LEVELS.indexOf(level)
  return LEVELS.slice(0, wanted + 1).flatMap((at, depth) => {
    const parents = new Set(levels[LEVELS[depth + 1]!]?.features.map(({ properties }) => properties.parent))
    return (levels[at]?.features ?? []).flatMap((feature) => {
      const { code, parent } = feature.properties
      const street = at === 'street' ? code : (streetOf.get(parent ?? '') ?? null)
      streetOf.set(code, street)
      return depth === wanted || (depth > 0 && !parents.has(code)) ? [{ feature, level: at, street }] : []
    })
  })
}

/**
 * The areas with their counts, most first; an area without a report counts 0.
 * @param streets the streets asked about; null: all
 */
export function countedAreas(
  cover: readonly Leaf[],
  byArea: readonly { code: string; count: number }[],
  streets: ReadonlySet<string> | null,
): Counted[] {
  const counts = new Map(byArea.map(({ code, count }) => [code, count]))
  const known = new Set(cover.map(({ feature }) => feature.properties.code))
  const inside = cover.filter(({ street }) => streets === null || street === null || streets.has(street))
  const rows = inside.map(({ feature, level, street }): Counted => {
    const { code, name } = feature.properties
    return { code, name, level, street, count: counts.get(code) ?? 0, feature }
  })
  const strangers = byArea
    .filter(({ code }) => !known.has(code))
    .map(({ code, count }): Counted => ({ code, name: code, level: null, street: null, count, feature: null }))
  return [...rows, ...strangers].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}
