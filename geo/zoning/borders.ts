import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { type Scale, scaleAt } from '../distance.ts'
import type { SharedBorder } from './zoning.ts'

/** Edges of two areas that run alongside each other within this distance are one border. */
export const SAME_BORDER_M = 1
/** Edges whose directions differ by more than about 15° only meet. */
const ALONGSIDE = 0.966

/** The borders of some areas: who shares how much with whom, and how long each one's whole border is, metres. */
export interface Borders {
  shared: SharedBorder[]
  perimeters: number[]
}

interface Edge {
  area: number
  ax: number
  ay: number
  bx: number
  by: number
  metres: number
}

/**
 * Shared borders of positive length; areas that touch in a point share none. Edges need not match vertex by vertex:
 * stretches that run alongside each other within 1 m count, so that unclean editions have neighbours too.
 */
export function bordersOf(geometries: readonly (Polygon | MultiPolygon)[]): Borders {
  const scale = scaleOf(geometries)
  const edges = geometries.flatMap((geometry, area) => edgesOf(geometry, area, scale))
  const perimeters = geometries.map(() => 0)
  for (const { area, metres } of edges) perimeters[area]! += metres
  if (edges.length === 0) return { shared: [], perimeters }

  const index = new Flatbush(edges.length)
  for (const { ax, ay, bx, by } of edges) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()
  const lengths = new Map<string, number>()
  for (const edge of edges) {
    for (const [other, metres] of sharedWith(edge, edges, index)) {
      const key = `${Math.min(edge.area, other)} ${Math.max(edge.area, other)}`
      lengths.set(key, (lengths.get(key) ?? 0) + metres / 2)
    }
  }
  const shared = [...lengths]
    .filter(([, metres]) => metres > SAME_BORDER_M)
    .map(([key, metres]): SharedBorder => {
      const [a, b] = key.split(' ').map(Number)
      return { a: a!, b: b!, metres }
    })
    .sort((one, two) => one.a - two.a || one.b - two.b)
  return { shared, perimeters }
}

/** Metres of an edge that run alongside each other area. */
function sharedWith(edge: Edge, edges: readonly Edge[], index: Flatbush): Map<number, number> {
  const { ax, ay, bx, by } = edge
  const near = index.search(
    Math.min(ax, bx) - SAME_BORDER_M,
    Math.min(ay, by) - SAME_BORDER_M,
    Math.max(ax, bx) + SAME_BORDER_M,
    Math.max(ay, by) + SAME_BORDER_M,
    (at) => edges[at]!.area !== edge.area,
  )
  const spans = Map.groupBy(
    near.flatMap((at) => span(edge, edges[at]!)),
    ({ area }) => area,
  )
  return new Map([...spans].map(([area, of]) => [area, covered(of)]))
}

interface Span {
  area: number
  from: number
  to: number
}

/** The stretch of an edge, metres along it, that another edge runs alongside. */
function span(edge: Edge, other: Edge): Span[] {
  const [dx, dy] = [(edge.bx - edge.ax) / edge.metres, (edge.by - edge.ay) / edge.metres]
  const turn = ((other.bx - other.ax) * dx + (other.by - other.ay) * dy) / other.metres
  if (Math.abs(turn) < ALONGSIDE) return []
  const along = (x: number, y: number) => (x - edge.ax) * dx + (y - edge.ay) * dy
  const off = (x: number, y: number) => (y - edge.ay) * dx - (x - edge.ax) * dy
  const [a, b] = [along(other.ax, other.ay), along(other.bx, other.by)]
  const [offA, offB] = [off(other.ax, other.ay), off(other.bx, other.by)]
  const at = (metres: number) => offA + ((offB - offA) * (metres - a)) / (b - a)
  const from = Math.max(0, Math.min(a, b))
  const to = Math.min(edge.metres, Math.max(a, b))
  if (to <= from || Math.abs(at((from + to) / 2)) > SAME_BORDER_M) return []
  return [{ area: other.area, from, to }]
}

/** Length of the union of stretches. */
function covered(spans: readonly Span[]): number {
  let end = 0
  let sum = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

function edgesOf(geometry: Polygon | MultiPolygon, area: number, { perLon, perLat }: Scale): Edge[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.flat().flatMap((ring) =>
    ring.slice(1).flatMap((to, n) => {
      const [ax, ay] = [ring[n]![0]! * perLon, ring[n]![1]! * perLat]
      const [bx, by] = [to[0]! * perLon, to[1]! * perLat]
      const metres = Math.hypot(bx - ax, by - ay)
      return metres > 0 ? [{ area, ax, ay, bx, by, metres }] : []
    }),
  )
}

/** One plane for all: the scale in the middle latitude of what is there. */
function scaleOf(geometries: readonly (Polygon | MultiPolygon)[]): Scale {
  let [south, north] = [90, -90]
  for (const geometry of geometries) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const [, lat] of polygons.flat(2)) {
      south = Math.min(south, lat!)
      north = Math.max(north, lat!)
    }
  }
  return scaleAt(south > north ? 0 : (south + north) / 2)
}
