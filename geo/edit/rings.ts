import type { MultiPolygon, Polygon, Position } from 'geojson'
import { orient2d } from 'robust-predicates'
import type { Box } from '../types.ts'

/** A ring is closed: its last position repeats the first. */
export type Ring = Position[]
export type Shape = Polygon | MultiPolygon
export type Segment = readonly [from: Position, to: Position]

/** Nearer than this is the same place: about a millimetre, below what any surveyor's file means. */
export const WELD_DEG = 1e-8

export const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]

/** A name of a position: equal names, equal bits. */
export const keyOf = (at: Position): string => `${at[0]} ${at[1]}`

/** A name of an edge, whichever way it is walked. */
export function edgeKey(a: Position, b: Position): string {
  return before(a, b) ? `${keyOf(a)},${keyOf(b)}` : `${keyOf(b)},${keyOf(a)}`
}

export const before = (a: Position, b: Position): boolean => a[0]! < b[0]! || (a[0] === b[0] && a[1]! < b[1]!)

export const polygonsOf = (shape: Shape): Ring[][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates

export const ringsOf = (shape: Shape): Ring[] => polygonsOf(shape).flat()

/** Polygons as one geometry: a MultiPolygon only where there are several. */
export function shapeOf(polygons: Ring[][]): Shape {
  const [only] = polygons
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** The same shape with every ring worked over; the very same object where no ring changes. */
export function mapRings(shape: Shape, work: (ring: Ring) => Ring): Shape {
  let changed = false
  const polygons = polygonsOf(shape).map((polygon) =>
    polygon.map((ring) => {
      const next = work(ring)
      if (next !== ring) changed = true
      return next
    }),
  )
  if (!changed) return shape
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** Calls `see` for every edge of a shape. */
export function eachEdge(shape: Shape, see: (a: Position, b: Position) => void): void {
  for (const ring of ringsOf(shape)) for (let n = 1; n < ring.length; n++) see(ring[n - 1]!, ring[n]!)
}

/** Twice the signed area in square degrees about the ring's first position: positive where it runs counter-clockwise. */
export function turning(ring: Ring): number {
  const [x0, y0] = ring[0]! as [number, number]
  let sum = 0
  for (let n = 1; n < ring.length; n++) {
    const [a, b] = [ring[n - 1]!, ring[n]!]
    sum += (a[0]! - x0) * (b[1]! - y0) - (b[0]! - x0) * (a[1]! - y0)
  }
  return sum
}

const BOXES = new WeakMap<Shape, Box>()

/** The box of a shape, remembered with the shape: shapes are never changed in place. */
export function boxOfShape(shape: Shape): Box {
  const known = BOXES.get(shape)
  if (known !== undefined) return known
  const box = boxOfPositions(polygonsOf(shape).flatMap((polygon) => polygon[0] ?? []))
  BOXES.set(shape, box)
  return box
}

/** The box of positions, widened by `pad` on every side; degrees. */
export function boxOfPositions(positions: readonly Position[], pad = 0): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const at of positions) {
    if (at[0]! < west) west = at[0]!
    if (at[0]! > east) east = at[0]!
    if (at[1]! < south) south = at[1]!
    if (at[1]! > north) north = at[1]!
  }
  return [west - pad, south - pad, east + pad, north + pad]
}

export const meets = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** Whether the box of an edge meets a box. */
export const edgeMeets = (a: Position, b: Position, [west, south, east, north]: Box): boolean =>
  !(
    (a[0]! < west && b[0]! < west) ||
    (a[0]! > east && b[0]! > east) ||
    (a[1]! < south && b[1]! < south) ||
    (a[1]! > north && b[1]! > north)
  )

/** How far along an edge a point lies, 0 to 1, and how far off it, degrees. */
export function along(a: Position, b: Position, at: Position): { t: number; off: number } {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
  const length2 = dx * dx + dy * dy
  const raw = length2 === 0 ? 0 : ((at[0]! - a[0]!) * dx + (at[1]! - a[1]!) * dy) / length2
  const t = Math.max(0, Math.min(1, raw))
  return { t, off: Math.hypot(a[0]! + t * dx - at[0]!, a[1]! + t * dy - at[1]!) }
}

export const near = (a: Position, b: Position): boolean => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) <= WELD_DEG

/** Whether two edges cross at a point inside both. Exact. */
export function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return opposite(turnOf(a, b, c), turnOf(a, b, d)) && opposite(turnOf(c, d, a), turnOf(c, d, b))
}

const opposite = (p: number, q: number) => (p > 0 && q < 0) || (p < 0 && q > 0)
/** Positive where `c` lies to the left of a→b. Exact in its sign. */
export const turnOf = (a: Position, b: Position, c: Position): number =>
  -orient2d(a[0]!, a[1]!, b[0]!, b[1]!, c[0]!, c[1]!)

/** The crossing of two edges that cross, the same bits in whatever order and direction they are given. */
export function crossingOf(a: Position, b: Position, c: Position, d: Position): Position {
  const [p, q] = before(a, b) ? [a, b] : [b, a]
  const [r, s] = before(c, d) ? [c, d] : [d, c]
  const first = before(p, r) || (same(p, r) && before(q, s))
  const [e, f, g, h] = first ? [p, q, r, s] : [r, s, p, q]
  const [x1, y1] = [f[0]! - e[0]!, f[1]! - e[1]!]
  const [x2, y2] = [h[0]! - g[0]!, h[1]! - g[1]!]
  const t = ((g[0]! - e[0]!) * y2 - (g[1]! - e[1]!) * x2) / (x1 * y2 - y1 * x2)
  return [e[0]! + t * x1, e[1]! + t * y1]
}
