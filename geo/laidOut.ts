import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Pieces } from './pieces.ts'

/** How a geometry is kept: as pieces only where these give it back vertex by vertex. */
export const APART = 0
export const POLYGON = 1
export const MULTI_POLYGON = 2
export type Shape = typeof APART | typeof POLYGON | typeof MULTI_POLYGON

/**
 * The shape of a geometry that was laid out under this number; APART where something of it was left out or mended:
 * an open or empty ring, a repeated vertex. Heights do not count.
 */
export function shapeOf(pieces: Pieces, number: number, geometry: Polygon | MultiPolygon): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const laid = polygonsOf(pieces, number)
  const same = laid.length === polygons.length && laid.every((rings, i) => areSame(rings, polygons[i]!, areSameRings))
  if (!same) return APART
  return geometry.type === 'Polygon' ? POLYGON : MULTI_POLYGON
}

/** The geometry that was laid out under this number. */
export function geometryIn(
  pieces: Pieces,
  number: number,
  shape: Exclude<Shape, typeof APART>,
): Polygon | MultiPolygon {
  const polygons = polygonsOf(pieces, number)
  return shape === POLYGON
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function polygonsOf({ firstPiece, firstNode, nodes, xy }: Pieces, number: number): Position[][][] {
  const polygons: Position[][][] = []
  for (let piece = firstPiece[number]!; piece < firstPiece[number + 1]!; piece++) {
    const rings: Position[][] = []
    for (let node = firstNode[piece]!; node < firstNode[piece + 1]!; node = nodes[node * 3 + 2]!) {
      rings.push(ringOf(xy, nodes[node * 3]!, nodes[node * 3 + 1]!))
    }
    polygons.push(rings)
  }
  return polygons
}

function ringOf(xy: Float64Array, first: number, last: number): Position[] {
  const ring: Position[] = []
  for (let at = 2 * first; at <= 2 * last; at += 2) ring.push([xy[at]!, xy[at + 1]!])
  return ring
}

const areSame = <T>(some: readonly T[], others: readonly T[], same: (a: T, b: T) => boolean) =>
  some.length === others.length && some.every((one, i) => same(one, others[i]!))

const areSameRings = (a: readonly Position[], b: readonly Position[]) => areSame(a, b, areSamePositions)

/** Bit for bit: 0 and -0 differ. */
const areSamePositions = (a: Position, b: Position) => Object.is(a[0], b[0]) && Object.is(a[1], b[1])
