import type { Geos } from '../geos.ts'
import { areaM2 } from '../interior.ts'
import { type Area, LEVELS, type Level } from '../types.ts'
import { type Matching, matchingOf } from './matching.ts'

/** What is proven of one level of an edition. */
export interface LevelTiling {
  level: Level
  areas: number
  /** Neighbours match vertex by vertex: no point lies in two areas (GEOS CoverageIsValid). */
  matched: boolean
  /** Parents whose border is, stretch by stretch, what is left when the common borders of their children cancel out. */
  tiled: number
  /** Parents that have children on this level. */
  parents: number
  /** The largest relative difference between a parent's area and the sum of its children's. */
  areaError: number
}

/** The proof that an edition is clean: every level matches, and children fill their parents exactly. */
export interface Tiling {
  exact: boolean
  levels: LevelTiling[]
}

/** Sums of square metres may differ by this part: rounding of doubles. */
const SAME_AREA = 1e-6

/** Invalid rings have no inside: nothing can be proven of them. */
export const NOTHING_PROVEN: Tiling = { exact: false, levels: [] }

/**
 * Proves, level by level, that the areas tile their parents; nothing is rounded or repaired on the way.
 * @param matching of the very same areas, where it is known already
 */
export function tilingOf(geos: Geos, areas: readonly Area[], matching: Matching = matchingOf(geos, areas)): Tiling {
  const levels = LEVELS.filter((level) => areas.some((area) => area.level === level)).map((level) =>
    tilingOfLevel(matching, areas, level),
  )
  const exact = levels.every(
    ({ matched, tiled, parents, areaError }) => matched && tiled === parents && areaError <= SAME_AREA,
  )
  return { exact, levels }
}

function tilingOfLevel(matching: Matching, areas: readonly Area[], level: Level): LevelTiling {
  const own = areas.filter((area) => area.level === level)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const families = [...Map.groupBy(own, ({ parent }) => parent)].flatMap(([parent, children]) => {
    const whole = parent === null ? undefined : byCode.get(parent)
    return whole === undefined ? [] : [{ whole, children }]
  })
  return {
    level,
    areas: own.length,
    matched: !own.some(matching.isMismatched),
    parents: families.length,
    tiled: families.filter(({ whole, children }) => matching.fills(children, whole)).length,
    areaError: families.reduce((most, { whole, children }) => Math.max(most, areaError(whole, children)), 0),
  }
}

function areaError(whole: Area, children: readonly Area[]): number {
  const size = areaM2(whole.geometry)
  return Math.abs(size - children.reduce((sum, { geometry }) => sum + areaM2(geometry), 0)) / size
}
