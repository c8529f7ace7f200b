import { bbox, booleanPointInPolygon, pointToPolygonDistance } from '@turf/turf'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { buildAtlas } from '../../geo/atlas.ts'
import { seeded } from '../../geo/random.ts'
import type { Area, Path } from '../../geo/types.ts'
import { ulp } from './hardPoints.ts'

const { areas, leaves } = coverage({ leaves: 150, seed: 20240711, holeEvery: 9 })
const atlas = buildAtlas(areas)
const random = seeded(42)

/** The rule of truth by other means: turf's exact predicate over every leaf, paths compared as text. */
const byPath = leaves
  .map((area) => ({ area, box: bbox(area.geometry), path: Object.values(lineage(area)).join('\u0000') }))
  .sort((a, b) => (a.path < b.path ? -1 : 1))

function lineage(area: Area): Path {
  const line: [string, string][] = []
  for (let at: Area | undefined = area; at; at = areas.find(({ code }) => code === at?.parent)) {
    line.unshift([at.level, at.code])
  }
  return Object.fromEntries(line)
}

function covering([lon, lat]: Position): Area[] {
  return byPath
    .filter(({ box }) => lon! >= box[0] && lat! >= box[1] && lon! <= box[2] && lat! <= box[3])
    .filter(({ area }) => booleanPointInPolygon([lon!, lat!], area.geometry))
    .map(({ area }) => area)
}

const found = ([lon, lat]: Position) => atlas.leaves[atlas.find(lon!, lat!)]?.code
const wrongOnes = (points: readonly Position[]) => points.filter((point) => found(point) !== covering(point)[0]?.code)

const rings = leaves.flatMap(({ geometry }) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
)
const vertices = rings.flatMap((ring) => ring.slice(1))
const midpoints = rings.flatMap((ring) =>
  ring.slice(1).map((at, i): Position => [(at[0]! + ring[i]![0]!) / 2, (at[1]! + ring[i]![1]!) / 2]),
)
const [west, south, east, north] = bbox({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) })

const around = ([x, y]: Position): Position[] => [
  [ulp(x!, 1), y!],
  [ulp(x!, -1), y!],
  [x!, ulp(y!, 1)],
  [x!, ulp(y!, -1)],
]

const everySoManieth = <T>(things: readonly T[], step: number) => things.filter((_, i) => i % step === 0)

describe('the atlas', () => {
  it('agrees with an independent oracle on random points, outside the coverage too', () => {
    const points = Array.from(
      { length: 8000 },
      (): Position => [
        west - 0.002 + random() * (east - west + 0.004),
        south - 0.002 + random() * (north - south + 0.004),
      ],
    )
    expect(wrongOnes(points)).toEqual([])
    expect(points.filter((point) => found(point) === undefined).length).toBeGreaterThan(100)
  })

  it('agrees on every vertex, and a shared vertex belongs to the lowest path', () => {
    expect(wrongOnes(vertices)).toEqual([])
    const shared = vertices.filter((at) => covering(at).length > 2)
    expect(shared.length).toBeGreaterThan(100)
  })

  it('gives every point of the coverage an area: vertices are never outside', () => {
    expect(vertices.filter((at) => found(at) === undefined)).toEqual([])
  })

  it('agrees on the middle of every edge and one ulp beside vertices and middles', () => {
    expect(wrongOnes(midpoints)).toEqual([])
    expect(wrongOnes(everySoManieth(vertices, 5).flatMap(around))).toEqual([])
    expect(wrongOnes(everySoManieth(midpoints, 5).flatMap(around))).toEqual([])
  })

  it('agrees at corners of boxes and on the latitudes and longitudes of vertices', () => {
    const corners = leaves.flatMap(({ geometry }): Position[] => {
      const [w, s, e, n] = bbox(geometry)
      return [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
      ].flatMap((at) => [at, ...around(at)])
    })
    expect(wrongOnes(corners)).toEqual([])
    const sample = everySoManieth(vertices, 7)
    const crossed = sample.map((at, i): Position => [at[0]!, sample[(i * 31) % sample.length]![1]!])
    expect(wrongOnes(crossed)).toEqual([])
  })

  it('gives the same answers whatever the order of import', () => {
    const shuffled = [...areas].map((area) => ({ area, key: random() })).sort((a, b) => a.key - b.key)
    const other = buildAtlas(shuffled.map(({ area }) => area))
    const points = [...everySoManieth(vertices, 3), ...everySoManieth(midpoints, 10)] as [number, number][]
    expect(points.filter((at) => JSON.stringify(other.locate(at, 5)) !== JSON.stringify(atlas.locate(at, 5)))).toEqual(
      [],
    )
  })

  it('answers many points as it answers one', () => {
    const points = everySoManieth(vertices, 11)
    const all = atlas.findAll(Float64Array.from(points.flat()))
    expect([...all]).toEqual(points.map(([lon, lat]) => atlas.find(lon!, lat!)))
  })

  it('takes every level from the table of parents', () => {
    for (const at of everySoManieth(vertices, 50) as [number, number][]) {
      const place = atlas.locate(at)
      if (place.kind !== 'located') throw new Error('a vertex is located')
      expect(place.path).toEqual(lineage(atlas.area(place.code)!))
    }
  })

  it('measures the border and the rivals as turf does on the sphere', () => {
    const points = Array.from({ length: 25 }, (): [number, number] => [
      west + random() * (east - west),
      south + random() * (north - south),
    ])
    for (const at of points) {
      const place = atlas.locate(at, 120)
      if (place.kind === 'unlocated') continue
      const own = pointToPolygonDistance(at, atlas.area(place.code)!.geometry, { units: 'meters' })
      expect(place.borderM / -own).toBeCloseTo(1, 1.9)
      const near = leaves
        .filter(({ code }) => code !== place.code)
        .map(({ code, geometry }) => ({ code, m: pointToPolygonDistance(at, geometry, { units: 'meters' }) }))
      const surely = near.filter(({ m }) => m < 119).map(({ code }) => code)
      const maybe = near.filter(({ m }) => m < 121).map(({ code }) => code)
      const rivals = place.rivals.map(({ code }) => code)
      expect(rivals).toEqual(expect.arrayContaining(surely))
      expect(maybe).toEqual(expect.arrayContaining(rivals))
      expect(place.rivals.map(({ distanceM }) => distanceM)).toEqual(
        place.rivals.map(({ distanceM }) => distanceM).sort((a, b) => a - b),
      )
    }
  })

  it('offers the nearest area where none covers the point, and no rivals at an exact position', () => {
    const away: [number, number][] = [
      [west - 0.01, south],
      [east + 0.5, north + 0.5],
      [0, 0],
    ]
    for (const at of away) {
      const place = atlas.locate(at)
      if (place.kind !== 'unlocated' || place.nearest === null) throw new Error('expected a nearest area')
      expect(atlas.area(place.nearest.code)!.level).toBe('micro-grid')
      expect(place.nearest.path.district).toBe('9')
    }
    const near = atlas.locate(away[0]!)
    const truth = leaves
      .map(({ code, geometry }) => ({ code, m: pointToPolygonDistance(away[0]!, geometry, { units: 'meters' }) }))
      .sort((a, b) => a.m - b.m)[0]!
    expect(near.kind === 'unlocated' && near.nearest?.code).toBe(truth.code)
    expect(atlas.locate(vertices[0] as [number, number])).toMatchObject({ borderM: 0, rivals: [] })
  })

  it('names no nearest area in an empty edition only', () => {
    expect(buildAtlas([]).locate([117, 26], 10)).toEqual({ kind: 'unlocated', nearest: null })
  })

  it('refuses coordinates that are not numbers and accuracies that are none', () => {
    expect(() => atlas.locate([Number.NaN, 26])).toThrow(RangeError)
    expect(() => atlas.locate([117, Infinity])).toThrow(RangeError)
    expect(() => atlas.locate([117, 26], -1)).toThrow(RangeError)
    expect(() => atlas.locate([117, 26], Number.NaN)).toThrow(RangeError)
  })

  it('lists its areas', () => {
    expect(atlas.size).toBe(areas.length)
    expect(atlas.leaves.length).toBe(leaves.length)
    expect(atlas.children(null).map(({ code }) => code)).toEqual(['9'])
    expect(atlas.children('9').every(({ level }) => level === 'street')).toBe(true)
    expect(atlas.area('none')).toBeUndefined()
    expect(atlas.path('none')).toBeUndefined()
  })
})
