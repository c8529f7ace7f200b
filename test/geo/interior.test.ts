import { booleanPointInPolygon, pointToPolygonDistance } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { areaM2, boundingBox, interiorPoint } from '../../geo/interior.ts'

const ring = (...points: Position[]) => [...points, points[0]!]
const box = (west: number, south: number, east: number, north: number) =>
  ring([west, south], [east, south], [east, north], [west, north])

function strictlyInside(geometry: Polygon | MultiPolygon): boolean {
  const at = interiorPoint(geometry)
  return at !== null && booleanPointInPolygon([...at], geometry, { ignoreBoundary: true })
}

describe('an interior point', () => {
  it('lies strictly inside every area of a coverage, holes and exclaves included, and off its border', () => {
    const { areas } = coverage({ leaves: 120, seed: 5, holeEvery: 6 })
    const leaves = areas.filter(({ level }) => level === 'micro-grid')
    expect(leaves.filter(({ geometry }) => !strictlyInside(geometry))).toEqual([])
    const whole = leaves.filter(({ geometry }) => geometry.type === 'Polygon' && geometry.coordinates.length === 1)
    const metres = whole.map(({ geometry }) =>
      Math.abs(pointToPolygonDistance([...interiorPoint(geometry)!], geometry, { units: 'meters' })),
    )
    // Cells are about 400 m wide, the enclaves about 80 m.
    expect(Math.min(...metres)).toBeGreaterThan(15)
  })

  it('finds the inside of shapes whose centre lies outside', () => {
    const horseshoe: Polygon = {
      type: 'Polygon',
      coordinates: [ring([0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3])],
    }
    const donut: Polygon = { type: 'Polygon', coordinates: [box(0, 0, 9, 9), box(1, 1, 8, 8).reverse()] }
    expect(strictlyInside(horseshoe)).toBe(true)
    expect(strictlyInside(donut)).toBe(true)
  })

  it('takes the largest part of a multipolygon', () => {
    const parts: MultiPolygon = { type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(5, 5, 9, 9)]] }
    expect(interiorPoint(parts)).toEqual([7, 7])
  })

  it('finds the inside of a needle, and gives null where there is no inside', () => {
    expect(
      strictlyInside({ type: 'Polygon', coordinates: [ring([117, 26], [118, 26.0000001], [117, 26.0000002])] }),
    ).toBe(true)
    expect(interiorPoint({ type: 'Polygon', coordinates: [ring([0, 0], [1, 1], [2, 2])] })).toBeNull()
    expect(interiorPoint({ type: 'Polygon', coordinates: [] })).toBeNull()
    const oneUlp = 117.00000000000001
    expect(interiorPoint({ type: 'Polygon', coordinates: [box(117, 26, oneUlp, 27)] })).toBeNull()
  })

  it('takes a polygon of 200,000 vertices', () => {
    const star = Array.from({ length: 200_000 }, (_, i): Position => {
      const angle = (i / 200_000) * 2 * Math.PI
      const radius = i % 2 === 0 ? 1 : 0.9
      return [radius * Math.cos(angle), radius * Math.sin(angle)]
    })
    expect(strictlyInside({ type: 'Polygon', coordinates: [[...star, star[0]!]] })).toBe(true)
  })
})

describe('measures of a geometry', () => {
  it('gives the area of the sphere without the holes', () => {
    const frame: Polygon = { type: 'Polygon', coordinates: [box(0, 0, 0.02, 0.02), box(0, 0, 0.01, 0.01).reverse()] }
    const degree = (Math.PI / 180) * 6_371_008.8
    expect(areaM2(frame) / (3 * (0.01 * degree) ** 2)).toBeCloseTo(1, 5)
  })

  it('gives the box over all parts', () => {
    const parts: MultiPolygon = { type: 'MultiPolygon', coordinates: [[box(0, 1, 2, 3)], [box(-5, 2, -4, 9)]] }
    expect(boundingBox(parts)).toEqual([-5, 1, 2, 9])
    expect(boundingBox({ type: 'MultiPolygon', coordinates: [] })).toBeNull()
  })
})
