import { asGeometry } from '../dissolve.ts'
import type { Geos } from '../geos.ts'
import type { Area } from '../types.ts'

/** The same place as valid polygons (GEOS MakeValid); null where no land is left, as of a ring folded to a line. */
export function makeValid(geos: Geos, area: Area): Area | null {
  const polygons = geos.scope((shapes) => shapes.polygons(shapes.repaired(shapes.of(area.geometry))))
  return polygons.length === 0 ? null : { ...area, geometry: asGeometry(polygons) }
}
