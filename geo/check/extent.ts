import { length } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { asGeometry } from '../dissolve.ts'
import type { Shape, Shapes } from '../geos.ts'
import { areaM2 } from '../interior.ts'
import type { LonLat } from '../types.ts'

/** How large a place is. */
export interface Extent {
  areaM2: number
  widthM: number
  narrow: boolean
  at: LonLat
  geometry: Polygon | MultiPolygon
}

/** Up to this width a long strip counts as narrow: two drawings of one border, not a piece of land. */
const NARROW_M = 5
const NARROW_RATIO = 8

/** Size, width and a point of the largest part of a shape; null when it is smaller than what counts. */
export function extentOf(shapes: Shapes, shape: Shape, fromM2: number): Extent | null {
  const polygons = shapes.polygons(shape)
  const parts = polygons.map((polygon) => asGeometry([polygon]))
  const sizes = parts.map((part) => areaM2(part))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (parts.length === 0 || total < fromM2) return null
  const largest = sizes.indexOf(Math.max(...sizes))
  const strips = polygons.map((polygon, n) => strip(polygon, sizes[n]!))
  return {
    areaM2: total,
    widthM: Math.max(...strips.map(({ widthM }) => widthM)),
    narrow: strips.every(({ widthM, lengthM }) => widthM <= NARROW_M && lengthM >= widthM * NARROW_RATIO),
    at: shapes.inside(shapes.of(parts[largest]!)),
    geometry: asGeometry(polygons),
  }
}

/** Width and length in metres of the rectangle of the same area and perimeter; of the square where none is so round. */
export function strip(polygon: readonly Position[][], size: number): { widthM: number; lengthM: number } {
  const half = polygon.reduce((sum, ring) => sum + ringMetres(ring), 0) / 2
  const root = half * half - 4 * size
  if (root <= 0) return { widthM: Math.sqrt(size), lengthM: Math.sqrt(size) }
  // The smaller solution of w² − half·w + size = 0, written so that nothing cancels out.
  const lengthM = (half + Math.sqrt(root)) / 2
  return { widthM: size / lengthM, lengthM }
}

const ringMetres = (ring: readonly Position[]): number =>
  length({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [...ring] } }) * 1000
