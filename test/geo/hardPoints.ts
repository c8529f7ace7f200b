import type { Position } from 'geojson'
import { buildCells } from '../../geo/cellBuild.ts'
import { indexPieces } from '../../geo/locate.ts'
import { layOut } from '../../geo/pieces.ts'
import type { Area } from '../../geo/types.ts'

/** The next double up or down. */
export function ulp(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(value > 0 ? direction : -direction))
  return view.getFloat64(0)
}

export const ringsOf = (areas: readonly Area[]): Position[][] =>
  areas.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()))

/**
 * Points at which an index would err, each kind as often: vertices, places along edges, corners of areas' boxes and of
 * the index's own cells, latitudes and longitudes of vertices; every third coordinate as it is, the others an ulp or
 * 1e-12 aside; and as many random ones.
 */
export function hardPoints(areas: readonly Area[], count: number, random: () => number): Position[] {
  const rings = ringsOf(areas)
  const pick = <T>(things: readonly T[]) => things[Math.floor(random() * things.length)]!
  const all = rings.flat()
  const [lons, lats] = [all.map(([x]) => x!), all.map(([, y]) => y!)]
  const [west, east] = [Math.min(...sample(lons)), Math.max(...sample(lons))]
  const [south, north] = [Math.min(...sample(lats)), Math.max(...sample(lats))]
  const corner = cornersOf(areas, random)
  const along = (share: number): Position => {
    const ring = pick(rings)
    const i = 1 + Math.floor(random() * (ring.length - 1))
    const [a, b] = [ring[i - 1]!, ring[i]!]
    return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share]
  }
  const boxCorner = (): Position => {
    const ring = pick(rings)
    const side = pick([Math.min, Math.max])
    return [side(...ring.map(([x]) => x!)), pick([Math.min, Math.max])(...ring.map(([, y]) => y!))]
  }
  const kinds = [
    () => pick(all),
    () => along(0.5),
    () => along(random()),
    boxCorner,
    corner,
    () => [pick(lons), pick(lats)],
    () => [pick(lons), south + random() * (north - south)],
    () => [west + random() * (east - west), pick(lats)],
  ]
  const nudge = (value: number) => {
    const way = random() < 0.5 ? 1 : -1
    return pick([() => value, () => ulp(value, way), () => value + way * 1e-12])()
  }
  const margin = 0.02
  const anywhere = (low: number, high: number) => low + (random() * (1 + 2 * margin) - margin) * (high - low)
  return Array.from({ length: count }, (_, i): Position => {
    if (i % 2 === 0) return [anywhere(west, east), anywhere(south, north)]
    const [x, y] = kinds[(i >> 1) % kinds.length]!()
    return [nudge(x!), nudge(y!)]
  })
}

/** At most 50,000 of many numbers, evenly: what `Math.min` takes. */
const sample = (values: readonly number[]) => values.filter((_, i) => i % Math.ceil(values.length / 50_000) === 0)

/** Corners of the lower cells: of 128 to an upper cell, so of every coarser split too. */
function cornersOf(areas: readonly Area[], random: () => number): () => Position {
  const { pieces, boxes } = indexPieces(layOut(areas.map(({ geometry }) => geometry)))
  const { west, south, perLon, perLat, columns, rows } = buildCells(pieces, boxes!)
  const step = (cells: number) => {
    const of = 2 ** Math.floor(random() * 8)
    return Math.floor(random() * (cells * of + 1)) / of
  }
  return () => [west + step(columns) / perLon, south + step(rows) / perLat]
}
