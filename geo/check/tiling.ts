import type { Geos } from '../geos.ts'
import { areaM2 } from '../interior.ts'
import { bordersOf } from '../repair/rebuild.ts'
import { type Area, LEVELS, type Level } from '../types.ts'

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

/** Proves, level by level, that the areas tile their parents; nothing is rounded or repaired on the way. */
export function tilingOf(geos: Geos, areas: readonly Area[]): Tiling {
  const levels = LEVELS.filter((level) => areas.some((area) => area.level === level)).map((level) =>
    tilingOfLevel(geos, areas, level),
  )
  const exact = levels.every(
    ({ matched, tiled, parents, areaError }) => matched && tiled === parents && areaError <= SAME_AREA,
  )
  return { exact, levels }
}

function tilingOfLevel(geos: Geos, areas: readonly Area[], level: Level): LevelTiling {
  const own = areas.filter((area) => area.level === level)
  const wrong = geos.scope((shapes) => shapes.mismatched(own.map(({ geometry }) => shapes.of(geometry))))
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const families = [...Map.groupBy(own, ({ parent }) => parent)].flatMap(([parent, children]) => {
    const whole = parent === null ? undefined : byCode.get(parent)
    return whole === undefined ? [] : [{ whole, children }]
  })
  return {
    level,
    areas: own.length,
    matched: !wrong.includes(true),
    parents: families.length,
    tiled: families.filter(({ whole, children }) => tiles(whole, children)).length,
    areaError: families.reduce((most, { whole, children }) => Math.max(most, areaError(whole, children)), 0),
  }
}

/** Whether what is left when the common borders of children cancel out is, stretch by stretch, their parent's border. */
export function tiles(whole: Area, children: readonly Area[]): boolean {
  const own = bordersOf([whole.geometry])
  const left = bordersOf(children.map(({ geometry }) => geometry))
  return own.size === left.size && [...own].every((stretch) => left.has(stretch))
}

function areaError(whole: Area, children: readonly Area[]): number {
  const size = areaM2(whole.geometry)
  return Math.abs(size - children.reduce((sum, { geometry }) => sum + areaM2(geometry), 0)) / size
}
