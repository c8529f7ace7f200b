import type { MultiPolygon, Polygon } from 'geojson'
import { interiorPoint } from '../../../../geo/interior.ts'

/** A point inside a shape at which its name is written. */
export function middle(geometry: Polygon | MultiPolygon): readonly [number, number] {
  const [first] = geometry.type === 'Polygon' ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!
  return interiorPoint(geometry) ?? [first![0]!, first![1]!]
}
