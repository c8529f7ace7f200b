import { parseArgs } from 'node:util'
import { bbox, booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import whichPolygon from 'which-polygon'
import { type Atlas, buildAtlas } from '../geo/atlas.ts'
import { buildCells } from '../geo/cellBuild.ts'
import { indexPieces } from '../geo/locate.ts'
import { layOut } from '../geo/pieces.ts'
import { seeded } from '../geo/random.ts'
import type { Area } from '../geo/types.ts'
import { coverage } from './coverage.ts'
import { medians } from './median.ts'
import { brief, printTable } from './table.ts'

const POINTS = 100_000
const BORDER_POINTS = 30_000

/** `npm run bench -- locate [--large]`: the atlas beside which-polygon and flatbush with turf, at 1k and 10k areas. */
export default async function locateBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { large: { type: 'boolean', default: false } } })
  for (const size of values.large ? [1_000, 10_000, 100_000] : [1_000, 10_000]) benchSize(size)
  console.log('\nfloor: stream the points and gather one cell each, no logic.')
  console.log(`wrong: of ${BORDER_POINTS} points on or within an ulp of a border, answers that do not cover the point,`)
  console.log('or none where some area does. Oracle: the exact predicate of turf over every candidate box.')
}

function benchSize(size: number): void {
  const { areas, leaves } = coverage({ leaves: size, seed: 1 })
  const [atlas, buildMs] = timed(() => buildAtlas(areas))
  const [which, whichMs] = timed(() => whichPolygon({ type: 'FeatureCollection', features: features(atlas.leaves) }))
  const [turf, turfMs] = timed(() => turfOver(atlas.leaves))
  const points = randomPoints(leaves)
  const pairs = pairsOf(points)

  const [batch, single, full, whichTime, turfTime, floor] = medians([
    () => atlas.findAll(points),
    () => sum(pairs, ([lon, lat]) => atlas.find(lon, lat)),
    () => sum(pairs, (pair) => (atlas.locate(pair).kind === 'located' ? 1 : 0)),
    () => sum(pairs, (pair) => which(pair)?.leaf ?? -1),
    () => sum(pairs, ([lon, lat]) => turf.first(lon, lat)),
    floorOver(points, size),
  ]) as [number, number, number, number, number, number]

  const border = borderPoints(leaves)
  const wrongOf = (answer: (lon: number, lat: number) => number) => wrong(border, turf.all, answer)
  const ours = wrongOf((lon, lat) => atlas.find(lon, lat))
  const peer = wrongOf((lon, lat) => which([lon, lat])?.leaf ?? -1)
  const row = (name: string, ms: number, build: string, mistakes: number | string) => [
    name,
    brief((ms * 1e6) / POINTS),
    brief(whichTime / ms),
    brief(ms / floor),
    build,
    mistakes,
  ]
  console.log(`\n${leaves.length} areas, ${POINTS} random points`)
  printTable(
    ['method', 'ns/point', '× which-polygon', '× floor', 'build ms', 'wrong'],
    [
      row('atlas, batch', batch, brief(buildMs), ours),
      row('atlas, single call', single, '', ours),
      row('atlas, with path and border distance', full, '', ours),
      row('which-polygon', whichTime, brief(whichMs), peer),
      row('flatbush + turf', turfTime, brief(turfMs), 0),
      row('floor', floor, '', '-'),
    ],
  )
  printCells(atlas.leaves)
  const inOrder = border.filter(([lon, lat]) => atlas.find(lon, lat) !== (turf.all(lon, lat)[0] ?? -1))
  if (inOrder.length > 0) throw new Error(`${inOrder.length} answers of the atlas are not the lowest in path order`)
}

function printCells(leaves: Atlas['leaves']): void {
  const { pieces, boxes } = indexPieces(layOut(leaves.map(({ geometry }) => geometry)))
  const [{ words }, ms] = timed(() => buildCells(pieces, boxes!))
  const [bytes, micros] = [words.byteLength / leaves.length, (ms * 1000) / leaves.length]
  console.log(`cells alone: ${brief(bytes)} bytes and ${brief(micros)} µs of build an area`)
}

function timed<T>(work: () => T): [result: T, ms: number] {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}

const features = (leaves: Atlas['leaves']) =>
  leaves.map(({ geometry }, leaf) => ({ type: 'Feature' as const, geometry, properties: { leaf } }))

/** Every leaf that covers a point, in order, by turf's exact predicate over the boxes of flatbush. */
function turfOver(leaves: Atlas['leaves']) {
  const boxes = new Flatbush(leaves.length)
  for (const { geometry } of leaves) boxes.add(...(bbox(geometry) as [number, number, number, number]))
  boxes.finish()
  const covers = (leaf: number, lon: number, lat: number) => booleanPointInPolygon([lon, lat], leaves[leaf]!.geometry)
  const candidates = (lon: number, lat: number) => boxes.search(lon, lat, lon, lat).sort((a, b) => a - b)
  return {
    all: (lon: number, lat: number) => candidates(lon, lat).filter((leaf) => covers(leaf, lon, lat)),
    first: (lon: number, lat: number) => candidates(lon, lat).find((leaf) => covers(leaf, lon, lat)) ?? -1,
  }
}

type Pair = [lon: number, lat: number]

function sum(pairs: readonly Pair[], value: (pair: Pair) => number): number {
  let total = 0
  for (const pair of pairs) total += value(pair)
  return total
}

function extent(leaves: readonly Area[]): [number, number, number, number] {
  const polygons = leaves.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  return bbox({ type: 'MultiPolygon', coordinates: polygons }) as [number, number, number, number]
}

function randomPoints(leaves: readonly Area[]): Float64Array {
  const random = seeded(2)
  const [west, south, east, north] = extent(leaves)
  return Float64Array.from({ length: POINTS * 2 }, (_, i) =>
    i % 2 === 0 ? west + random() * (east - west) : south + random() * (north - south),
  )
}

const pairsOf = (points: Float64Array) =>
  Array.from({ length: points.length / 2 }, (_, i): Pair => [points[2 * i]!, points[2 * i + 1]!])

/** Vertices, middles of edges, and both moved by about an ulp. */
function borderPoints(leaves: readonly Area[]): Pair[] {
  const random = seeded(3)
  const nudge = (value: number) => value * (1 + (Math.floor(random() * 3) - 1) * Number.EPSILON)
  return Array.from({ length: BORDER_POINTS }, (): Pair => {
    const { geometry } = leaves[Math.floor(random() * leaves.length)]!
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!
    const at = 1 + Math.floor(random() * (ring.length - 1))
    const [a, b] = [ring[at - 1], ring[at]] as [Position, Position]
    const middle = random() < 0.5
    const point = middle ? [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2] : [a[0]!, a[1]!]
    return [nudge(point[0]!), nudge(point[1]!)]
  })
}

function wrong(
  points: readonly Pair[],
  covering: (lon: number, lat: number) => number[],
  answer: (lon: number, lat: number) => number,
): number {
  return points.filter(([lon, lat]) => {
    const right = covering(lon, lat)
    const given = answer(lon, lat)
    return given === -1 ? right.length > 0 : !right.includes(given)
  }).length
}

function floorOver(points: Float64Array, size: number): () => number {
  const side = 2 ** Math.ceil(Math.log2(Math.sqrt(size * 16)))
  const cells = new Int32Array(side * side).map((_, i) => i)
  const [west, south] = [points[0]!, points[1]!]
  return () => {
    let total = 0
    for (let i = 0; i < points.length; i += 2) {
      const x = ((points[i]! - west) * side * 2) & (side - 1)
      const y = ((points[i + 1]! - south) * side * 2) & (side - 1)
      total += cells[y * side + x]!
    }
    return total
  }
}
