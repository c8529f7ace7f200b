import { booleanPointInPolygon } from '@turf/turf'
import fc from 'fast-check'
import type { Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { covers, side } from '../../geo/covers.ts'
import { layOut } from '../../geo/pieces.ts'

const square = (low: number, high: number): Position[] => [
  [low, low],
  [high, low],
  [high, high],
  [low, high],
  [low, low],
]
const frame: Polygon = { type: 'Polygon', coordinates: [square(0, 9), square(3, 6).reverse()] }

/** Stars around the middle of a small lattice, so that points fall on edges and vertices all the time. */
const star = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })), {
    minLength: 3,
    maxLength: 200,
    selector: ([x, y]) => Math.atan2(y, x),
  })
  .map((points) => points.filter(([x, y]) => x !== 0 || y !== 0))
  .map((points) => points.sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0])))
  .filter((points) => points.length >= 3)
  .map((points): Polygon => ({ type: 'Polygon', coordinates: [[...points, points[0]!]] }))

describe('what a geometry covers', () => {
  it('agrees with turf on lattice points of star polygons, edges and vertices included', () => {
    const lattice = Array.from({ length: 15 * 15 }, (_, i): [number, number] => [(i % 15) - 7, Math.floor(i / 15) - 7])
    fc.assert(
      fc.property(star, (polygon) => {
        const pieces = layOut([polygon])
        for (const at of lattice) {
          const within = booleanPointInPolygon(at, polygon, { ignoreBoundary: true })
          const expected = within ? 'inside' : booleanPointInPolygon(at, polygon) ? 'border' : 'outside'
          expect([at, side(pieces, at)]).toEqual([at, expected])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('covers its holes’ borders and not their inside', () => {
    expect(covers(frame, [1, 1])).toBe(true)
    expect(covers(frame, [3, 4])).toBe(true)
    expect(covers(frame, [3, 3])).toBe(true)
    expect(covers(frame, [4, 4])).toBe(false)
    expect(covers(frame, [9, 9])).toBe(true)
    expect(covers(frame, [9.000000000000002, 9])).toBe(false)
  })

  it('does not depend on winding, closing, repeated vertices or heights', () => {
    const rough: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 9, 5],
          [9, 9, 5],
          [9, 9, 5],
          [9, 0, 5],
          [0, 0, 5],
        ],
      ],
    }
    expect(covers(rough, [0, 5])).toBe(true)
    expect(covers(rough, [5, 5])).toBe(true)
    expect(covers(rough, [10, 5])).toBe(false)
  })

  it('covers nothing without edges', () => {
    expect(covers({ type: 'Polygon', coordinates: [] }, [0, 0])).toBe(false)
    expect(covers({ type: 'MultiPolygon', coordinates: [] }, [0, 0])).toBe(false)
  })

  it('stays in proportion where every edge spans the whole height', () => {
    const teeth = Array.from({ length: 20_000 }, (_, i): Position => [i / 10_000, i % 2])
    const comb: Polygon = { type: 'Polygon', coordinates: [[...teeth, [2, 3], [0, 3]]] }
    const pieces = layOut([comb])
    expect(pieces.nodes.length / 3).toBeLessThan(20_000 / 6)
    expect(covers(comb, [1, 2])).toBe(true)
    expect(covers(comb, [1.00005, 0.6])).toBe(true)
    expect(covers(comb, [1.00005, 0.4])).toBe(false)
    expect(covers(comb, [1, -0.5])).toBe(false)
  })
})
