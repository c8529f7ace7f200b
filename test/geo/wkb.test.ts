import fc from 'fast-check'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { anyFromWkb, fromWkb, toWkb } from '../../geo/wkb.ts'

const position = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })).map(([x, y]): Position => [x, y])
const rings = fc.array(fc.array(position, { maxLength: 8 }), { maxLength: 3 })
const geometry: fc.Arbitrary<Polygon | MultiPolygon> = fc.oneof(
  rings.map((coordinates): Polygon => ({ type: 'Polygon', coordinates })),
  fc.array(rings, { maxLength: 3 }).map((coordinates): MultiPolygon => ({ type: 'MultiPolygon', coordinates })),
)

// A triangle written out by hand after the layout of the standard, byte order 0.
const BIG_ENDIAN =
  '00000000030000000100000004' +
  '00000000000000000000000000000000' +
  '3ff00000000000000000000000000000' +
  '00000000000000003ff0000000000000' +
  '00000000000000000000000000000000'
const TRIANGLE: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  ],
}

describe('well-known binary', () => {
  it('gives every geometry back bit for bit', () => {
    fc.assert(
      fc.property(geometry, (thing) => {
        expect(fromWkb(toWkb(thing))).toEqual(thing)
      }),
    )
  })

  it('reads a slice of a larger buffer, as the database driver gives it', () => {
    const bytes = toWkb(TRIANGLE)
    const pool = Buffer.concat([Buffer.from('xyz'), bytes, Buffer.from('z')])
    expect(fromWkb(pool.subarray(3, 3 + bytes.length))).toEqual(TRIANGLE)
  })

  it('reads the big-endian form', () => {
    expect(fromWkb(Buffer.from(BIG_ENDIAN, 'hex'))).toEqual(TRIANGLE)
  })

  it('writes the little-endian form of the standard', () => {
    const hex = Buffer.from(toWkb(TRIANGLE)).toString('hex')
    expect(hex.slice(0, 26)).toBe('01030000000100000004000000')
    expect(hex.slice(58, 90)).toBe('000000000000f03f0000000000000000')
  })

  it('reads surfaces of straight lines as polygons: a polygon, and one whose ring is a curve of two lines', () => {
    const head = (type: number, parts: number) => {
      const bytes = Buffer.alloc(9, 1)
      bytes.writeUInt32LE(type, 1)
      bytes.writeUInt32LE(parts, 5)
      return bytes
    }
    const line = (ring: number[][]) =>
      Buffer.concat([head(2, ring.length), Buffer.from(Float64Array.from(ring.flat()).buffer)])
    const [a, b, c, d] = TRIANGLE.coordinates[0] as [number[], number[], number[], number[]]
    const compound = Buffer.concat([head(9, 2), line([a, b, c]), line([c, d])])
    const surface = Buffer.concat([head(12, 2), toWkb(TRIANGLE), head(10, 1), compound])
    expect(anyFromWkb(surface)).toEqual({
      type: 'MultiPolygon',
      coordinates: [TRIANGLE.coordinates, TRIANGLE.coordinates],
    })
    for (let length = 0; length < surface.length; length++) {
      expect(() => anyFromWkb(surface.subarray(0, length))).toThrow(RangeError)
    }
  })

  it('refuses every truncation, what follows the end, and other types', () => {
    const bytes = toWkb({ type: 'MultiPolygon', coordinates: [TRIANGLE.coordinates] })
    for (let length = 0; length < bytes.length; length++) {
      expect(() => fromWkb(bytes.subarray(0, length))).toThrow(RangeError)
    }
    expect(() => fromWkb(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('1 bytes after the end')
    expect(() => fromWkb(Buffer.from(`0101000000${'00'.repeat(16)}`, 'hex'))).toThrow('got type 1')
    expect(() => fromWkb(Buffer.from('0903000000', 'hex'))).toThrow('byte order')
    expect(() => fromWkb(Buffer.from('0103000000ffffffff', 'hex'))).toThrow('4294967295 parts')
  })
})
