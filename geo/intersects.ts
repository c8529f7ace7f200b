import { bbox, bboxPolygon, booleanIntersects } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Box } from './types.ts'

/** The smallest box around a geometry. */
export function boxAround(geometry: Polygon | MultiPolygon): Box {
  const [west, south, east, north] = bbox(geometry)
  return [west, south, east, north]
}

/** Whether two boxes have a point in common, borders included. */
export const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** Whether a geometry and a box have a point in common, borders included; `box` is the geometry's own, if known. */
export function intersectsBox(geometry: Polygon | MultiPolygon, asked: Box, box = boxAround(geometry)): boolean {
  return boxesMeet(box, asked) && booleanIntersects(geometry, bboxPolygon([...asked]))
}
