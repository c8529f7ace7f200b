import { centroid } from '@turf/turf'
import { interiorPoint } from '../interior.ts'
import { locator } from '../overlay/fabric.ts'
import { type Area, LEVELS, type Level } from '../types.ts'
import { type Fault, fault } from './fault.ts'
import type { Matching } from './matching.ts'

/**
 * Areas whose interior point does not lie in one of the areas above them, though their parents' codes say so. Each is
 * named once, with the lowest of the areas above that does not hold it and the one of that level that does. Where only
 * the mean of the vertices lies elsewhere it is a warning: whoever places the area by its centre places it wrongly.
 */
export function centres(areas: readonly Area[], matching: Matching): Fault[] {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const holders = holdersByLevel(areas)
  const filled = filledParents(areas, byCode, matching)
  return areas.flatMap((area) => {
    const above = ancestors(area, byCode)
    if (above.every(({ code }) => filled.has(code))) return []
    const inside = interiorPoint(area.geometry)
    if (inside === null) return []
    const [lon, lat] = centroid(area.geometry).geometry.coordinates as [number, number]
    const tries = [
      { at: inside, severity: 'error' },
      { at: [lon, lat] as const, severity: 'warning' },
    ] as const
    for (const { at, severity } of tries) {
      const stranger = above.find(({ code, level }) => !holders(level, at).includes(code))
      if (stranger === undefined) continue
      const holder = holders(stranger.level, at)[0]
      const { geometry } = area
      const beside = { other: stranger.code, with: holder === undefined ? [] : [holder], reason: holder ?? '' }
      return [fault('centre-elsewhere', area, { at, severity, geometry, ...beside })]
    }
    return []
  })
}

/** Codes of the areas of a level that hold a point. A level is laid out when it is first asked about. */
function holdersByLevel(areas: readonly Area[]): (level: Level, at: readonly [number, number]) => string[] {
  const finders = new Map<Level, (at: readonly [number, number]) => string[]>()
  return (level, at) => {
    const known = finders.get(level)
    if (known !== undefined) return known(at)
    const peers = areas.filter((area) => area.level === level)
    const find = locator(peers.map(({ geometry }) => geometry))
    const made = (point: readonly [number, number]) => find(point).map((n) => peers[n]!.code)
    finders.set(level, made)
    return made(at)
  }
}

/** Parents whose children fill them stretch by stretch: what lies in a child surely lies in them. */
function filledParents(areas: readonly Area[], byCode: ReadonlyMap<string, Area>, matching: Matching): Set<string> {
  const families = [...Map.groupBy(areas, ({ parent }) => parent)]
  return new Set(
    families.flatMap(([code, children]) => {
      const parent = code === null ? undefined : byCode.get(code)
      const [first] = children
      const ofOneLevel = children.every(({ level }) => level === first?.level)
      return parent !== undefined && ofOneLevel && matching.fills(children, parent) ? [parent.code] : []
    }),
  )
}

/** The areas above one, the nearest first; a chain that bites its own tail ends. */
function ancestors(area: Area, byCode: ReadonlyMap<string, Area>): Area[] {
  const above: Area[] = []
  let next = area.parent === null ? undefined : byCode.get(area.parent)
  while (next !== undefined && above.length < LEVELS.length) {
    above.push(next)
    next = next.parent === null ? undefined : byCode.get(next.parent)
  }
  return above
}
