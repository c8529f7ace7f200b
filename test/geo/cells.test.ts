import { bbox, booleanPointInPolygon } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { buildAtlas } from '../../geo/atlas.ts'
import { UNPROVEN } from '../../geo/blocks.ts'
import { buildCells } from '../../geo/cellBuild.ts'
import { leafInCells, MOST_UPPER } from '../../geo/cells.ts'
import { indexPieces } from '../../geo/locate.ts'
import { layOut } from '../../geo/pieces.ts'
import { seeded } from '../../geo/random.ts'
import type { Area } from '../../geo/types.ts'
import { hardPoints } from './hardPoints.ts'

const POINTS = 16_000
const random = seeded(20261123)

const areaOf = (geometry: Polygon | MultiPolygon, i: number): Area => ({
  level: 'micro-grid',
  code: String(i).padStart(6, '0'),
  name: `${i}`,
  parent: null,
  geometry,
})
const polygons = (...rings: Position[][]) =>
  rings.map((ring, i) => areaOf({ type: 'Polygon', coordinates: [[...ring, ring[0]!]] }, i))

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

function star(x: number, y: number, radius: number, points: number, roughness: number): Position[] {
  return times(points, (i) => {
    const reach = radius * (1 - roughness * random())
    const angle = (i / points) * 2 * Math.PI
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
}

/** Strips one beside another, far longer than wide, sharing their long sides, across the grid. */
const slivers = (count: number, width: number) =>
  polygons(
    ...times(count, (i): Position[] => [
      [117 + i * width, 26],
      [117 + (i + 1) * width, 26],
      [117.7 + (i + 1) * width, 26.5],
      [117.7 + i * width, 26.5],
    ]),
  )

const fan = (count: number): Area[] => {
  const rim = star(117, 26, 0.01, count, 0.2)
  return polygons(...times(count, (i) => [[117, 26], rim[i]!, rim[(i + 1) % count]!]))
}

const COVERAGES: Record<string, () => readonly Area[]> = {
  'holes, lakes, enclaves and exclaves': () => coverage({ leaves: 150, seed: 7, holeEvery: 4 }).leaves,
  'few edges an area': () => coverage({ leaves: 300, seed: 8, halvings: 0 }).leaves,
  'overlaps everywhere': () => polygons(...times(80, () => star(117 + random(), 26 + random(), 0.3, 40, 0.6))),
  'gaps and overlaps of neighbours': () =>
    polygons(
      ...times(100, (i) => {
        const [x, y] = [(i % 10) + 0.08 * random(), Math.floor(i / 10) + 0.08 * random()]
        return box(x, y, x + 1, y + 1)
      }),
    ),
  'squares on round coordinates': () =>
    polygons(...times(144, (i) => box(i % 12, Math.floor(i / 12), (i % 12) + 1, Math.floor(i / 12) + 1))),
  'slivers of a metre': () => slivers(40, 1e-5),
  'slivers thinner than a unit of the cells': () => slivers(12, 1e-11),
  'a huge polygon among small ones': () =>
    polygons(star(117, 26, 0.5, 30_000, 0.02), ...times(50, () => star(117 + random(), 26 + random(), 0.02, 12, 0.3))),
  'one area': () => polygons(star(117, 26, 0.01, 90, 0.3)),
  'one triangle': () =>
    polygons([
      [117, 26],
      [117.3, 26.1],
      [117.1, 26.2],
    ]),
  'areas that are the same': () => {
    const twice = [star(117, 26, 0.01, 90, 0.3), star(117.015, 26, 0.01, 90, 0.3)]
    return polygons(...twice, ...twice)
  },
  'more areas at a vertex than a block takes': () => fan(60),
  'areas that touch in a point': () =>
    polygons(
      ...times(50, (i) =>
        box(
          (i % 5) * 2 + (Math.floor(i / 5) % 2),
          Math.floor(i / 5),
          (i % 5) * 2 + (Math.floor(i / 5) % 2) + 1,
          Math.floor(i / 5) + 1,
        ),
      ),
    ),
  'spikes and bow-ties': () =>
    polygons(
      [
        [0, 0],
        [3, 3],
        [3, 0],
        [0, 3],
      ],
      [
        [4, 0],
        [6, 0],
        [6, 2],
        [9, 2],
        [6, 2],
        [4, 2],
      ],
      times(25, () => [2 + 5 * random(), 2 + 5 * random()]),
    ),
  'parts of an area that overlap': () =>
    times(12, (i) =>
      areaOf(
        {
          type: 'MultiPolygon',
          coordinates: times(5, () => [closed(star(117 + random(), 26 + random(), 0.2, 30, 0.5))]),
        },
        i,
      ),
    ),
  'a city and an island far away': () => [
    ...coverage({ leaves: 60, seed: 9 }).leaves,
    areaOf({ type: 'Polygon', coordinates: [closed(star(-70, -40, 1e-4, 20, 0.3))] }, 0),
  ],
  'areas of a few ulps': () =>
    polygons(...times(30, () => star(117 + 1e-12 * random(), 26 + 1e-12 * random(), 3e-13, 8, 0.3))),
}

function closed(ring: Position[]): Position[] {
  return [...ring, ring[0]!]
}

/** The rule of truth by other means: turf's exact predicate over every area in path order. */
function lowestCovering(leaves: readonly Area[]): (point: Position) => number {
  const boxes = leaves.map(({ geometry }) => bbox(geometry))
  return ([lon, lat]) =>
    leaves.findIndex(({ geometry }, i) => {
      const [west, south, east, north] = boxes[i]!
      if (lon! < west || lat! < south || lon! > east || lat! > north) return false
      return booleanPointInPolygon([lon!, lat!], geometry)
    })
}

describe('the cells', () => {
  it.each(Object.entries(COVERAGES))('agree with an independent oracle on %s', (_, make) => {
    const atlas = buildAtlas(make().map((area) => ({ ...area, parent: null })))
    const truth = lowestCovering(atlas.leaves)
    const points = hardPoints(atlas.leaves, POINTS, random)
    const all = atlas.findAll(Float64Array.from(points.flat()))
    const wrong = points.filter((point, i) => {
      const right = truth(point)
      return all[i] !== right || atlas.find(point[0]!, point[1]!) !== right
    })
    expect(wrong).toEqual([])
    expect(new Set(all).size).toBeGreaterThan(1)
  })

  it('refuse a point that is none among many', () => {
    const atlas = buildAtlas(COVERAGES['one area']!())
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(() => atlas.findAll(Float64Array.of(117, 26, bad, 26))).toThrow(RangeError)
      expect(() => atlas.findAll(Float64Array.of(117, bad))).toThrow(RangeError)
      expect(() => atlas.find(bad, 26)).toThrow(RangeError)
    }
  })

  it('have no leaf for a finite point however far', () => {
    const atlas = buildAtlas(COVERAGES['one area']!())
    const far = [Number.MAX_VALUE, -Number.MAX_VALUE, 1e300, 181]
    const points = far.flatMap((lon) => far.map((lat) => [lon, lat] as const))
    expect(points.filter(([lon, lat]) => atlas.find(lon, lat) !== -1)).toEqual([])
    expect(new Set(atlas.findAll(Float64Array.from(points.flat())))).toEqual(new Set([-1]))
  })

  it('of a land far longer than wide are no more in a row than a place has bits for', () => {
    const high = 0.002
    const zigzag = (lon: number) => times(1001, (i): Position => [lon + (i % 2) * 4e-3, 26 + (i / 1000) * high])
    const strips = times(421, (i) => zigzag(100 + i * 0.05))
    const leaves = polygons(...times(420, (i) => [...strips[i + 1]!, ...strips[i]!.toReversed()]))
    const { pieces, boxes } = indexPieces(layOut(leaves.map(({ geometry }) => geometry)))
    expect(buildCells(pieces, boxes!)).toMatchObject({ columns: MOST_UPPER, rows: 1 })

    const atlas = buildAtlas(leaves)
    const truth = lowestCovering(atlas.leaves)
    const points = times(400, (): Position => [100 + random() * 21.004, 26 + random() * high])
    const all = atlas.findAll(Float64Array.from(points.flat()))
    expect([...all]).toEqual(points.map(truth))
    expect(points.map(([lon, lat]) => atlas.find(lon!, lat!))).toEqual([...all])
  })

  it('prove nearly every answer themselves, within a kilobyte an area of a hundred vertices', () => {
    const leaves = coverage({ leaves: 400, seed: 10 }).leaves
    const { pieces, boxes } = indexPieces(layOut(leaves.map(({ geometry }) => geometry)))
    const cells = buildCells(pieces, boxes!)
    const points = times(20_000, () => [
      boxes!.minX + random() * (boxes!.maxX - boxes!.minX),
      boxes!.minY + random() * (boxes!.maxY - boxes!.minY),
    ])
    const unproven = points.filter(([lon, lat]) => leafInCells(cells, lon!, lat!) === UNPROVEN)
    expect(unproven.length).toBeLessThan(points.length / 1000)
    expect(cells.words.byteLength / leaves.length).toBeLessThan(1024)
  })
})
