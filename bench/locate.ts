import { parseArgs } from 'node:util'
import { bbox } from '@turf/turf'
import type { Position } from 'geojson'
import whichPolygon from 'which-polygon'
import { type Atlas, atlasOf, buildAtlas, buildParts } from '../geo/atlas.ts'
import { seeded } from '../geo/random.ts'
import { openSnapshot, packSnapshot } from '../geo/snapshot.ts'
import { isSnapshotOf } from '../geo/snapshotProof.ts'
import type { Area } from '../geo/types.ts'
import { coverage } from './coverage.ts'
import { soak } from './locateSoak.ts'
import { medians } from './median.ts'
import { postgisMs } from './postgis.ts'
import { brief, printTable } from './table.ts'
import { turfOver } from './turfOver.ts'

/** Points of a run: a million where one takes nanoseconds, the first 100,000 of them where it takes microseconds. */
const POINTS = 1_000_000
const FEWER = 100_000
const BORDER_POINTS = 30_000
const USAGE = `npm run bench -- locate [--sizes 1000,10000,100000] [--postgis postgres://…] [--soak [--points 2000000]]
  --sizes    areas of about 100 vertices, one table a size
  --postgis  a database with the extension postgis, for its column
  --soak     no times: all answers compared with an independent oracle, at random and at hard points`

/** The atlas beside which-polygon, flatbush with turf and PostGIS; or, with --soak, beside the oracle. */
export default async function locateBench(args: string[]): Promise<void> {
  const options = {
    sizes: { type: 'string', default: '1000,10000,100000' },
    points: { type: 'string', default: '2000000' },
    soak: { type: 'boolean', default: false },
    postgis: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  if (values.help) return console.log(USAGE)
  for (const size of values.sizes.split(',').map(Number)) {
    if (values.soak) soak(size, Number(values.points))
    else await benchSize(size, values.postgis)
  }
  if (values.soak) return
  console.log('\nfloor: stream the points and gather one cell each, no logic.')
  console.log(`wrong: of ${BORDER_POINTS} points on or within an ulp of a border, answers that do not cover the point,`)
  console.log('or none where some area does. Oracle: the exact predicate of turf over every candidate box.')
}

async function benchSize(size: number, postgis: string | undefined): Promise<void> {
  const { areas, leaves } = coverage({ leaves: size, seed: 1 })
  const [atlas, buildMs] = timed(() => buildAtlas(areas))
  const [which, whichMs] = timed(() => whichPolygon({ type: 'FeatureCollection', features: features(atlas.leaves) }))
  const [turf, turfMs] = timed(() => turfOver(atlas.leaves))
  const points = randomPoints(leaves)
  const sample = points.subarray(0, 2 * FEWER)
  const pairs = pairsOf(sample)
  const locate = (accuracyM: number) => () =>
    sum(pairs, (pair) => (atlas.locate(pair, accuracyM).kind === 'located' ? 1 : 0))

  // Each is given points as it takes them: numbers, or pairs made beforehand.
  const works: [name: string, points: number, run: () => unknown][] = [
    ['atlas, batch', POINTS, () => atlas.findAll(points)],
    ['atlas, single call', POINTS, () => findEach(atlas, points)],
    ['atlas, with path and border distance', FEWER, locate(0)],
    ['the same, with rivals within 15 m', FEWER, locate(15)],
    ['the same, with rivals within 30 m', FEWER, locate(30)],
    ['which-polygon', FEWER, () => sum(pairs, (pair) => which(pair)?.leaf ?? -1)],
    ['flatbush + turf', FEWER, () => sum(pairs, ([lon, lat]) => turf.first(lon, lat))],
    ['floor', POINTS, floorOver(points, size)],
  ]
  const runs = medians(works.map(([, , run]) => run))
  const times = new Map(works.map(([name, count], i) => [name, (runs[i]! * 1e6) / count]))
  const joined = await postgisMs(postgis, atlas.leaves, sample)
  const joinedNs = joined === undefined ? undefined : (joined * 1e6) / FEWER

  const border = borderPoints(leaves)
  const wrongOf = (answer: (lon: number, lat: number) => number) => wrong(border, turf.all, answer)
  const ours = wrongOf((lon, lat) => atlas.find(lon, lat))
  const peer = wrongOf((lon, lat) => which([lon, lat])?.leaf ?? -1)
  const builds: Record<string, number> = {
    'atlas, batch': buildMs,
    'which-polygon': whichMs,
    'flatbush + turf': turfMs,
  }
  const mistakes: Record<string, number> = { 'atlas, batch': ours, 'atlas, single call': ours, 'which-polygon': peer }
  const over = (of: number | undefined, ns: number) => (of === undefined ? '–' : brief(of / ns))
  const row = (name: string, ns: number) => [
    name,
    brief(ns),
    over(times.get('which-polygon'), ns),
    over(joinedNs, ns),
    brief(ns / times.get('floor')!),
    builds[name] === undefined ? '' : brief(builds[name]),
    mistakes[name] ?? '',
  ]
  console.log(`\n${leaves.length} areas, ${POINTS} random points`)
  printTable(
    ['method', 'ns/point', '× which-polygon', '× PostGIS join', '× floor', 'build ms', 'wrong'],
    [
      ...[...times].map(([name, ns]) => row(name, ns)),
      ...(joinedNs === undefined ? [] : [row('PostGIS join', joinedNs)]),
    ],
  )
  printBuild(leaves)
  const inOrder = border.filter(([lon, lat]) => atlas.find(lon, lat) !== (turf.all(lon, lat)[0] ?? -1))
  if (inOrder.length > 0) throw new Error(`${inOrder.length} answers of the atlas are not the lowest in path order`)
}

/** Areas to build before the code counts as compiled, and how often at least: memory comes from the system by turns. */
const WARM_AREAS = 50_000
const LEAST_BUILDS = 3

/** Build, size and snapshot of the smallest level alone. CPU time, so that other work on the machine counts little. */
function printBuild(leaves: readonly Area[]): void {
  const areas = leaves.map((area) => ({ ...area, parent: null }))
  let parts = buildParts(areas)
  let least = Infinity
  for (let turn = 0; turn < LEAST_BUILDS || turn * leaves.length < WARM_AREAS; turn++) {
    const before = process.cpuUsage()
    parts = buildParts(areas)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, user + system)
  }
  const hot = parts.cells!.words.byteLength + parts.cells!.hides.byteLength
  const [packed, packMs] = timed(() => packSnapshot(parts, 'bench'))
  const [, loadMs] = timed(() => (isSnapshotOf(packed, 'bench') ? atlasOf(openSnapshot(packed)) : null))
  console.log(`${brief(least / leaves.length)} µs of build and ${brief(hot / leaves.length)} hot bytes an area`)
  const size = `${brief(packed.byteLength / 2 ** 20)} MB`
  console.log(`snapshot ${size}, packed in ${brief(packMs)} ms, proved and opened in ${brief(loadMs)} ms`)
}

function timed<T>(work: () => T): [result: T, ms: number] {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}

const features = (leaves: Atlas['leaves']) =>
  leaves.map(({ geometry }, leaf) => ({ type: 'Feature' as const, geometry, properties: { leaf } }))

function findEach(atlas: Atlas, points: Float64Array): number {
  let total = 0
  for (let i = 0; i < points.length; i += 2) total += atlas.find(points[i]!, points[i + 1]!)
  return total
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
