import type { Position } from 'geojson'
import { side } from '../covers.ts'
import { layOut } from '../pieces.ts'
import { edgeKey, keyOf, polygonsOf, type Ring, type Segment, type Shape, turning } from './rings.ts'
import { trace } from './trace.ts'

/**
 * The pieces into which segments cut a shape, each a polygon. The segments have been noded with the shape; those that
 * lie outside, on the border or end inside count for nothing.
 */
export function cut(shape: Shape, segments: readonly Segment[]): Ring[][] {
  return polygonsOf(shape).flatMap((polygon) => {
    const lines = cuttingSegments(polygon, segments)
    return lines.length === 0 ? [polygon] : trace([...directed(polygon), ...lines, ...lines.map(turned)])
  })
}

const turned = ([a, b]: Segment): Segment => [b, a]

/** The edges of a polygon with its inside on the left. */
export function directed(polygon: readonly Ring[]): Segment[] {
  return polygon.flatMap((ring, n) => {
    const edges = ring.slice(1).map((to, i): Segment => [ring[i]!, to])
    return turning(ring) > 0 === (n === 0) ? edges : edges.map(turned)
  })
}

/** The segments inside a polygon that lead from border to border, or around a piece of it. */
export function cuttingSegments(polygon: Ring[], segments: readonly Segment[]): Segment[] {
  const border = new Set<string>()
  for (const ring of polygon) for (let n = 1; n < ring.length; n++) border.add(edgeKey(ring[n - 1]!, ring[n]!))
  const onBorder = new Set(polygon.flat().map(keyOf))
  const pieces = layOut([{ type: 'Polygon', coordinates: polygon }])
  const inside = new Map<string, Segment>()
  for (const [a, b] of segments) {
    const key = edgeKey(a, b)
    if (border.has(key) || side(pieces, middle(a, b)) !== 'inside') continue
    inside.set(key, [a, b])
  }
  return withoutLooseEnds([...inside.values()], onBorder)
}

const middle = (a: Position, b: Position): [number, number] => [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]

function withoutLooseEnds(segments: Segment[], fixed: ReadonlySet<string>): Segment[] {
  let left = segments
  for (;;) {
    const ends = new Map<string, number>()
    for (const at of left.flat()) ends.set(keyOf(at), (ends.get(keyOf(at)) ?? 0) + 1)
    const kept = left.filter((segment) => segment.every((at) => fixed.has(keyOf(at)) || ends.get(keyOf(at))! > 1))
    if (kept.length === left.length) return kept
    left = kept
  }
}
