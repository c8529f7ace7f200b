import type { MultiPolygon, Polygon } from 'geojson'
import { orient2d } from 'robust-predicates'
import { layOut, type Pieces, slabAt } from './pieces.ts'
import type { LonLat } from './types.ts'

export type Side = 'inside' | 'border' | 'outside'

/** Whether a geometry covers a point (ST_Covers): its interior and its whole border, hole borders included. Exact. */
export function covers(geometry: Polygon | MultiPolygon, point: LonLat): boolean {
  return side(layOut([geometry]), point) !== 'outside'
}

/** On which side of all of these pieces together a point lies. Exact. */
export function side(pieces: Pieces, [lon, lat]: LonLat): Side {
  let best: Side = 'outside'
  for (let piece = 0; piece < pieces.count; piece++) {
    const here = pieceSide(pieces, piece, lon, lat)
    if (here > 0) return 'inside'
    if (here === 0) best = 'border'
  }
  return best
}

/**
 * 1 inside, 0 on the border, -1 outside of one piece. Parity of the edges to the right of the point; the few edges
 * whose box holds the point are decided by an exact orientation, so no rounding can give a wrong answer.
 */
export function pieceSide(pieces: Pieces, piece: number, x: number, y: number): 1 | 0 | -1 {
  const at = piece * 4
  const { boxes, xy, edges, firstEdge } = pieces
  if (x < boxes[at]! || y < boxes[at + 1]! || x > boxes[at + 2]! || y > boxes[at + 3]!) return -1
  const slab = slabAt(pieces, piece, y)
  let inside = false
  for (let i = firstEdge[slab]!, end = firstEdge[slab + 1]!; i < end; i++) {
    const a = edges[i]! * 2
    const ay = xy[a + 1]!
    const by = xy[a + 3]!
    if ((ay < y && by < y) || (ay > y && by > y)) continue
    const ax = xy[a]!
    const bx = xy[a + 2]!
    if (ax < x && bx < x) continue
    const upward = by > y
    const crosses = ay > y !== upward
    if (ax > x && bx > x) {
      if (crosses) inside = !inside
      continue
    }
    // Here the edge's box holds the point: collinear means on the edge.
    const turn = orient2d(ax, ay, bx, by, x, y)
    if (turn === 0) return 0
    // orient2d is positive where the point lies to the right of an edge in a plane whose y axis points up.
    if (crosses && upward === turn < 0) inside = !inside
  }
  return inside ? 1 : -1
}
