import { centroid } from '@turf/turf'
import { interiorPoint } from '../interior.ts'
import { locator } from '../overlay/fabric.ts'
import { type Area, LEVELS } from '../types.ts'
import { type Fault, fault } from './fault.ts'
import { tiles } from './tiling.ts'

/**
 * Areas whose interior point does not lie in one of the areas above them, though their parents' codes say so. Each is
 * named once, with the lowest of the areas above that does not hold it and the one of that level that does. Where only
 * the mean of the vertices lies elsewhere it is a warning: whoever places the area by its centre places it wrongly.
 */
export function centres(areas: readonly Area[]): Fault[] {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const holders = new Map(
    LEVELS.map((level) => {
      const peers = areas.filter((area) => area.level === level)
      const find = locator(peers.map(({ geometry }) => geometry))
      return [level, (at: readonly [number, number]) => find(at).map((n) => peers[n]!.code)] as const
    }),
  )
  const filled = filledParents(areas, byCode)
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
      const stranger = above.find(({ code, level }) => !holders.get(level)!(at).includes(code))
      if (stranger === undefined) continue
      const holder = holders.get(stranger.level)!(at)[0]
      const { geometry } = area
      const beside = { other: stranger.code, with: holder === undefined ? [] : [holder], reason: holder ?? '' }
      return [fault('centre-elsewhere', area, { at, severity, geometry, ...beside })]
    }
    return []
  })
}

/** Parents whose children fill them stretch by stretch: what lies in a child surely lies in them. */
function filledParents(areas: readonly Area[], byCode: ReadonlyMap<string, Area>): Set<string> {
  const families = [...Map.groupBy(areas, ({ parent }) => parent)]
  return new Set(
    families.flatMap(([code, children]) => {
      const parent = code === null ? undefined : byCode.get(code)
      return parent !== undefined && tiles(parent, children) ? [parent.code] : []
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
