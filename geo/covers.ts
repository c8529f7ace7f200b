import type { MultiPolygon, Polygon } from 'geojson'
import { orient2d } from 'robust-predicates'
import { layOut, type Pieces, RUN } from './pieces.ts'
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
 * whose box holds the point are decided by an exact orientation, so no rounding can give a wrong answer. A node that
 * lies wholly to the right is crossed as often, odd or even, as the straight line between its ends.
 */
export function pieceSide(pieces: Pieces, piece: number, x: number, y: number): 1 | 0 | -1 {
  const { boxes, xy, nodes, nodeBoxes, firstNode } = pieces
  const box = piece * 4
  if (x < boxes[box]! || y < boxes[box + 1]! || x > boxes[box + 2]! || y > boxes[box + 3]!) return -1
  let inside = false
  for (let node = firstNode[piece]!, end = firstNode[piece + 1]!; node < end; ) {
    const at = node * 3
    const corner = node * 4
    const from = nodes[at]!
    const to = nodes[at + 1]!
    if (y < nodeBoxes[corner + 1]! || y > nodeBoxes[corner + 3]! || x > nodeBoxes[corner + 2]!) {
      node = nodes[at + 2]!
    } else if (x < nodeBoxes[corner]!) {
      if (xy[from * 2 + 1]! > y !== xy[to * 2 + 1]! > y) inside = !inside
      node = nodes[at + 2]!
    } else if (to - from <= RUN) {
      const crossings = crossingsOfRun(xy, from, to, x, y)
      if (crossings < 0) return 0
      if (crossings % 2 === 1) inside = !inside
      node++
    } else node++
  }
  return inside ? 1 : -1
}

/** How many edges between two vertices pass to the right of a point; -1 where one of them holds it. */
function crossingsOfRun(xy: Float64Array, from: number, to: number, x: number, y: number): number {
  let crossings = 0
  for (let a = from * 2; a < to * 2; a += 2) {
    const ay = xy[a + 1]!
    const by = xy[a + 3]!
    if ((ay < y && by < y) || (ay > y && by > y)) continue
    const ax = xy[a]!
    const bx = xy[a + 2]!
    if (ax < x && bx < x) continue
    const upward = by > y
    const crosses = ay > y !== upward
    if (ax > x && bx > x) {
      if (crosses) crossings++
      continue
    }
    // Here the edge's box holds the point: collinear means on the edge.
    const turn = orient2d(ax, ay, bx, by, x, y)
    if (turn === 0) return -1
    // orient2d is positive where the point lies to the right of an edge in a plane whose y axis points up.
    if (crosses && upward === turn < 0) crossings++
  }
  return crossings
}
