import { area } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { side } from './covers.ts'
import { edgesOf, layOut, type Pieces } from './pieces.ts'
import type { Box, LonLat } from './types.ts'

/** Square metres on the sphere (turf), holes taken out; within about 0.6 % of the ellipsoid. */
export const areaM2 = (geometry: Polygon | MultiPolygon): number => area(geometry)

/** West, south, east, north of a geometry, degrees; null where no ring has three corners. */
export function boundingBox(geometry: Polygon | MultiPolygon): Box | null {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of polygons) for (const ring of rings) if (hasThreeCorners(ring)) widen(box, ring)
  return box[0] <= box[2] ? box : null
}

function widen(box: [number, number, number, number], ring: readonly Position[]): void {
  for (const at of ring) {
    const [x, y] = at as [number, number]
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }
}

/** Repeated vertices and the closing one are none of their own. */
function hasThreeCorners(ring: readonly Position[]): boolean {
  let corners = 0
  for (let i = 0; i < ring.length && corners < 3; i++) if (!isSame(ring[i]!, ring[(i + 1) % ring.length]!)) corners++
  return corners === 3
}

const isSame = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1]

/**
 * A point strictly inside a geometry, well away from its border where there is room: the middle of the widest span of
 * its largest polygon, centred again upwards and sideways. Proven inside by the exact predicate. Null where no point
 * between the vertices can be told from the border, as in a sliver thinner than a double.
 */
export function interiorPoint(geometry: Polygon | MultiPolygon): LonLat | null {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const bySize = polygons
    .map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
    .map((polygon) => ({ polygon, size: areaM2(polygon) }))
    .sort((a, b) => b.size - a.size)
  for (const { polygon } of bySize) {
    const found = insidePolygon(polygon)
    if (found !== null) return found
  }
  return null
}

const SCANLINES = 48
const CENTRINGS = 3

function insidePolygon(polygon: Polygon): LonLat | null {
  const pieces = layOut([polygon])
  if (pieces.count === 0) return null
  const edges = edgesOf(pieces)
  const starts = scanLatitudes(pieces)
    .flatMap((lat) => widestSpan(spans(pieces.xy, edges, lat, LON)))
    .sort((a, b) => b.width - a.width)
  for (const { middle, at } of starts) {
    const start: LonLat = [middle, at]
    if (side(pieces, start) === 'inside') return centred(pieces, edges, start)
  }
  return null
}

/** Latitudes halfway between neighbouring vertices; of very many, evenly spread ones and those in the widest gaps. */
function scanLatitudes(pieces: Pieces): number[] {
  const distinct = sortedLatitudes(pieces)
  const between = (n: number) => distinct[n + 1]! / 2 + distinct[n]! / 2
  const gaps = Math.max(distinct.length - 1, 0)
  if (gaps <= SCANLINES) return Array.from({ length: gaps }, (_, n) => between(n))
  const [low, high] = [distinct[0]!, distinct.at(-1)!]
  const even = Array.from({ length: SCANLINES / 2 }, (_, i) => low + ((high - low) * (i + 0.5)) / (SCANLINES / 2))
  return [...even, ...widestGaps(distinct, SCANLINES / 2).map(between)]
}

/** The latitudes of the vertices in order, each once; packed, for there may be millions. */
function sortedLatitudes({ xy }: Pieces): Float64Array {
  const sorted = Float64Array.from({ length: xy.length / 2 }, (_, vertex) => xy[vertex * 2 + 1]!).sort()
  let distinct = 0
  for (let n = 0; n < sorted.length; n++) {
    if (n === 0 || sorted[n] !== sorted[n - 1]) sorted[distinct++] = sorted[n]!
  }
  return sorted.subarray(0, distinct)
}

/** Which gaps between sorted values are the widest, widest first; among equal ones the lower. */
function widestGaps(sorted: Float64Array, count: number): number[] {
  const height = (n: number) => sorted[n + 1]! - sorted[n]!
  const least = Float64Array.from({ length: sorted.length - 1 }, (_, n) => height(n))
    .sort()
    .at(-count)!
  const found: number[] = []
  for (let n = 0; n < sorted.length - 1; n++) if (height(n) >= least) found.push(n)
  return found.sort((a, b) => height(b) - height(a)).slice(0, count)
}

function centred(pieces: Pieces, edges: readonly number[], start: LonLat): LonLat {
  let best = start
  for (let turn = 0; turn < CENTRINGS * 2; turn++) {
    const axis = turn % 2 === 0 ? LAT : LON
    const value = best[axis]
    const around = spans(pieces.xy, edges, best[1 - axis]!, axis).find(
      ({ middle, width }) => Math.abs(value - middle) <= width / 2,
    )
    if (around === undefined) continue
    const next: LonLat = axis === LON ? [around.middle, best[LAT]] : [best[LON], around.middle]
    if (side(pieces, next) === 'inside') best = next
  }
  return best
}

const LON = 0
const LAT = 1

/** A stretch of a line of longitude or latitude that runs inside; `at` says which line. */
interface Span {
  at: number
  middle: number
  width: number
}

const widestSpan = (all: Span[]): Span[] => all.sort((a, b) => b.width - a.width).slice(0, 1)

/** The spans along `axis` of the line on which the other axis is `at`: pairs of sorted crossings. */
function spans(xy: Float64Array, edges: readonly number[], at: number, axis: 0 | 1): Span[] {
  const across = 1 - axis
  const crossings: number[] = []
  for (const edge of edges) {
    const a = edge * 2
    const b = a + 2
    const from = xy[a + across]!
    const to = xy[b + across]!
    if (from > at === to > at) continue
    crossings.push(xy[a + axis]! + ((xy[b + axis]! - xy[a + axis]!) * (at - from)) / (to - from))
  }
  crossings.sort((a, b) => a - b)
  return crossings.flatMap((start, i) => {
    const end = crossings[i + 1]
    return i % 2 === 1 || end === undefined ? [] : [{ at, middle: start / 2 + end / 2, width: end - start }]
  })
}
