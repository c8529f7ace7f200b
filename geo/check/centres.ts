import { covers } from '../covers.ts'
import { interiorPoint } from '../interior.ts'
import { type Area, type Box, LEVELS } from '../types.ts'
import { indexBoxes } from './boxes.ts'
import { type Fault, fault } from './fault.ts'

/**
 * Areas whose interior point does not lie in one of the areas above them, though their parents' codes say so. Each is
 * named once, with the lowest of the areas above that does not hold it and the one of that level that does.
 */
export function centres(areas: readonly Area[]): Fault[] {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const holders = new Map(
    LEVELS.map((level) => {
      const peers = areas.filter((area) => area.level === level)
      const boxes = indexBoxes(peers)
      const near = (box: Box) => boxes.near(box).map((n) => peers[n]!)
      return [level, near] as const
    }),
  )
  return areas.flatMap((area) => {
    if (area.parent === null) return []
    const centre = interiorPoint(area.geometry)
    if (centre === null) return []
    const stranger = ancestors(area, byCode).find(({ geometry }) => !covers(geometry, centre))
    if (stranger === undefined) return []
    const near = holders.get(stranger.level)!([centre[0], centre[1], centre[0], centre[1]])
    const holder = near.find(({ geometry }) => covers(geometry, centre))?.code
    const others = holder === undefined ? [] : [holder]
    const { geometry } = area
    const other = stranger.code
    return [fault('centre-elsewhere', area, { at: centre, geometry, other, with: others, reason: holder ?? '' })]
  })
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
