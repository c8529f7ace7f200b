import type { Polygon } from 'geojson'
import type { Geos } from '../geos.ts'
import type { Area } from '../types.ts'
import { polygonsOf } from './boxes.ts'
import { extentOf } from './extent.ts'
import { type Fault, fault } from './fault.ts'

/** Districts beyond the first, and holes in a border that was united from its parts: gaps between them. */
export function districts(geos: Geos, tops: readonly Area[], dissolved: boolean, gapM2: number): Fault[] {
  const several = tops.slice(1).map((area) => fault('second-district', area, { at: insideOf(geos, area) }))
  if (!dissolved) return several
  const holes = tops.flatMap((top) =>
    polygonsOf(top.geometry).flatMap(([, ...inner]) =>
      inner.flatMap((ring) => {
        const hole: Polygon = { type: 'Polygon', coordinates: [ring] }
        const found = geos.scope((shapes) => extentOf(shapes, shapes.of(hole), gapM2))
        return found === null ? [] : [fault('gap', top, found)]
      }),
    ),
  )
  return [...several, ...holes]
}

/** A point surely inside an area. */
export const insideOf = (geos: Geos, area: Pick<Area, 'geometry'>) =>
  geos.scope((shapes) => shapes.inside(shapes.of(area.geometry)))
