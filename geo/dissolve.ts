import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Geos } from './geos.ts'

/** The union of valid polygons as one geometry. Where they match edge by edge no vertex of the outer border moves. */
export function dissolve(geos: Geos, parts: readonly (Polygon | MultiPolygon)[]): Polygon | MultiPolygon {
  return geos.scope((shapes) => asGeometry(shapes.polygons(shapes.union(parts.map(shapes.of)))))
}

/** One polygon, or several as a MultiPolygon. */
export function asGeometry(polygons: Position[][][]): Polygon | MultiPolygon {
  const [only] = polygons
  return polygons.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}
