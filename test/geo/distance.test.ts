import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { borderDistance2, boxAround, boxDistance2, scaleAt } from '../../geo/distance.ts'
import { layOut } from '../../geo/pieces.ts'

const { leaves } = coverage({ leaves: 30, seed: 11 })
const polygons = leaves
  .map(({ geometry }) => geometry)
  .filter((geometry): geometry is Polygon => geometry.type === 'Polygon')

/** Every edge, no slabs, another formula: distance to the line where the foot lies on the edge, else to the nearer end. */
function bruteForce({ coordinates }: Polygon, lon: number, lat: number): number {
  const { perLon, perLat } = scaleAt(lat)
  const metres = coordinates.map((ring) =>
    ring.map((at) => ({ x: (at[0]! - lon) * perLon, y: (at[1]! - lat) * perLat })),
  )
  const edges = metres.flatMap((ring) => ring.slice(1).map((b, i) => ({ a: ring[i]!, b })))
  const toEdge = ({ a, b }: (typeof edges)[number]) => {
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const beyondA = a.x * (b.x - a.x) + a.y * (b.y - a.y) >= 0
    const beyondB = b.x * (a.x - b.x) + b.y * (a.y - b.y) >= 0
    if (beyondA) return Math.hypot(a.x, a.y)
    return beyondB ? Math.hypot(b.x, b.y) : Math.abs(a.x * b.y - a.y * b.x) / length
  }
  return Math.min(...edges.map(toEdge))
}

const place = fc.tuple(
  fc.double({ min: 117.39, max: 117.44, noNaN: true }),
  fc.double({ min: 26.09, max: 26.14, noNaN: true }),
)

describe('distances', () => {
  it('uses the lengths of a degree of WGS84', () => {
    // https://en.wikipedia.org/wiki/Latitude#Meridian_distance_on_the_ellipsoid and Longitude#Length_of_a_degree
    expect(scaleAt(0).perLat).toBeCloseTo(110_574, -1)
    expect(scaleAt(0).perLon).toBeCloseTo(111_320, -1)
    expect(scaleAt(45).perLat).toBeCloseTo(111_132, -1)
    expect(scaleAt(45).perLon).toBeCloseTo(78_847, -1)
    expect(scaleAt(-60).perLon).toBeCloseTo(55_800, -1)
  })

  it('finds the nearest border that a search of every edge finds, inside, outside and far away', () => {
    fc.assert(
      fc.property(fc.constantFrom(...polygons), place, (polygon, [lon, lat]) => {
        const pieces = layOut([polygon])
        const found = Math.sqrt(borderDistance2(pieces, 0, lon, lat, scaleAt(lat), Infinity))
        expect(found).toBeCloseTo(bruteForce(polygon, lon, lat), 6)
      }),
      { numRuns: 500 },
    )
  })

  it('never takes a box for farther than the piece, nor a circle for wider than its box', () => {
    fc.assert(
      fc.property(fc.constantFrom(...polygons), place, (polygon, [lon, lat]) => {
        const pieces = layOut([polygon])
        const scale = scaleAt(lat)
        const border2 = borderDistance2(pieces, 0, lon, lat, scale, Infinity)
        expect(boxDistance2(pieces.boxes, 0, lon, lat, scale)).toBeLessThanOrEqual(border2)
        const [west, south, east, north] = boxAround(lon, lat, Math.sqrt(border2), scale)
        const [w, s, e, n] = pieces.boxes
        expect(w! <= east && e! >= west && s! <= north && n! >= south).toBe(true)
      }),
    )
  })

  it('answers the bound where no border is nearer', () => {
    const pieces = layOut([polygons[0]!])
    expect(borderDistance2(pieces, 0, 0, 0, scaleAt(0), 100)).toBe(100)
  })
})
