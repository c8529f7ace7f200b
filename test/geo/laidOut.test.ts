import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { buildParts } from '../../geo/atlas.ts'
import { APART, geometryIn, MULTI_POLYGON, POLYGON, type Shape, shapeOf } from '../../geo/laidOut.ts'
import { layOut } from '../../geo/pieces.ts'
import { openSnapshot, packSnapshot } from '../../geo/snapshot.ts'
import type { Area } from '../../geo/types.ts'
import { fromWkb, toWkb } from '../../geo/wkb.ts'

const ring = (x: number, y: number, size: number, corners = 4): Position[] => {
  const open = Array.from({ length: corners }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / corners
    return [x + size * Math.cos(angle), y + size * Math.sin(angle)]
  })
  return [...open, open[0]!]
}
const polygon = (...coordinates: Position[][]): Polygon => ({ type: 'Polygon', coordinates })
const multi = (...coordinates: Position[][][]): MultiPolygon => ({ type: 'MultiPolygon', coordinates })
const whole = ring(117, 26, 0.01)
const hole = ring(117, 26, 0.001, 7)

const CASES: [name: string, shape: Shape, geometry: Polygon | MultiPolygon][] = [
  ['a ring', POLYGON, polygon(whole)],
  ['a ring of many vertices', POLYGON, polygon(ring(117, 26, 0.01, 5000))],
  ['holes', POLYGON, polygon(ring(117, 26, 0.02, 99), hole, ring(117.01, 26, 0.001, 200))],
  ['a multipolygon of one', MULTI_POLYGON, multi([whole])],
  ['a multipolygon with holes', MULTI_POLYGON, multi([whole, hole], [ring(117.1, 26, 0.01, 70)])],
  ['a multipolygon of none', MULTI_POLYGON, multi()],
  ['heights', POLYGON, polygon(whole.map(([x, y]) => [x!, y!, 12.5]))],
  ['no ring', APART, polygon()],
  ['an open ring', APART, polygon(whole.slice(0, -1))],
  ['a repeated vertex', APART, polygon([whole[0]!, ...whole])],
  ['an empty hole', APART, polygon(whole, [])],
  ['an exterior without extent', APART, polygon([whole[0]!, whole[1]!, whole[0]!], hole)],
  ['a part without extent', APART, multi([whole], [[whole[0]!, whole[0]!]])],
  [
    'two zeros',
    APART,
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [-0, 0],
    ]),
  ],
]

describe('a geometry that was laid out', () => {
  it.each(CASES)('comes back as it was, or is known not to: %s', (_, shape, geometry) => {
    const pieces = layOut([polygon(hole), geometry, polygon(whole)])
    expect(shapeOf(pieces, 1, geometry)).toBe(shape)
    if (shape !== APART) expect(toWkb(geometryIn(pieces, 1, shape))).toEqual(toWkb(geometry))
  })

  it('is read from a snapshot bit for bit, of a leaf and of a parent', () => {
    const areas = CASES.flatMap(([name, , geometry], i): Area[] => [
      { level: 'street', code: `s${i}`, name, parent: null, geometry },
      { level: 'grid', code: `g${i}`, name, parent: `s${i}`, geometry },
    ])
    const opened = openSnapshot(packSnapshot(buildParts(areas), 'cases')).areas
    opened.forEach(({ geometry }, i) => {
      const packed = toWkb(areas[i]!.geometry)
      expect(toWkb(geometry)).toEqual(packed)
      expect(geometry).toEqual(fromWkb(packed))
    })
  })
})
