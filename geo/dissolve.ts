import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Geos } from './geos.ts'
import { toWkb } from './wkb.ts'

/**
 * The union of valid polygons as one geometry, the same in whatever order they come. Where they match edge by edge no
 * vertex of the outer border moves.
 */
export function dissolve(geos: Geos, parts: readonly (Polygon | MultiPolygon)[]): Polygon | MultiPolygon {
  const ordered = parts.map((part) => ({ part, bytes: toWkb(part) })).sort((a, b) => compareBytes(a.bytes, b.bytes))
  return geos.scope((shapes) => asGeometry(shapes.polygons(shapes.union(ordered.map(({ part }) => shapes.of(part))))))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const differs = a.findIndex((byte, n) => byte !== b[n])
  return differs === -1 ? a.length - b.length : a[differs]! - (b[differs] ?? -1)
}

/** One polygon, or several as a MultiPolygon. */
export function asGeometry(polygons: Position[][][]): Polygon | MultiPolygon {
  const [only] = polygons
  return polygons.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}
