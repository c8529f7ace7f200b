import fc from 'fast-check'
import type { MultiPolygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { land } from '../../../demo/land/land.ts'
import { bordersOf } from '../../../geo/zoning/borders.ts'
import { components, streetGraph } from '../../../geo/zoning/graph.ts'
import { square } from '../squares.ts'

describe('borders that streets share', () => {
  it('have their length in metres, and a corner is none', () => {
    const { shared, perimeters } = bordersOf([square([0, 0, 1, 1]), square([1, 0, 2, 1]), square([1, 1, 2, 2])])
    expect(shared.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(shared[0]!.metres).toBeCloseTo(110.8, 0)
    expect(shared[1]!.metres).toBeCloseTo(99.8, 0)
    expect(perimeters[0]!).toBeCloseTo(2 * (110.8 + 99.8), 0)
  })

  it('are found where vertices do not match', () => {
    const { shared } = bordersOf([square([0, 0, 1, 4]), square([1, 1, 2, 2]), square([1, 2, 2, 5])])
    expect(shared.map(({ a, b }) => `${a}${b}`)).toEqual(['01', '02', '12'])
    expect(shared[1]!.metres / shared[0]!.metres).toBeCloseTo(2, 1)
  })

  it('add up to the border of both when one area fills the hole of the other', () => {
    const ring = square([0, 0, 3, 3])
    const hole = square([1, 1, 2, 2])
    const { shared, perimeters } = bordersOf([
      { ...ring, coordinates: [...ring.coordinates, hole.coordinates[0]!.toReversed()] },
      hole,
    ])
    expect(shared).toHaveLength(1)
    expect(shared[0]!.metres).toBeCloseTo(perimeters[1]!, 6)
  })

  it('are those of all parts of a street with an exclave', () => {
    const exclave: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [square([0, 0, 1, 1]).coordinates, square([2, 0, 3, 1]).coordinates],
    }
    const { shared } = bordersOf([exclave, square([1, 0, 2, 1])])
    expect(shared[0]!.metres).toBeCloseTo(2 * 110.8, 0)
  })

  it('are the same in whichever order the streets come', () => {
    const cells = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => square([x, y, x + 1, y + 1])))
    const key = (at: readonly number[], { shared }: ReturnType<typeof bordersOf>) =>
      shared
        .map(({ a, b, metres }) => `${[at[a]!, at[b]!].sort().join()} ${metres.toFixed(3)}`)
        .sort()
        .join(';')
    const plain = key([...cells.keys()], bordersOf(cells))
    fc.assert(
      fc.property(fc.shuffledSubarray([...cells.keys()], { minLength: 9 }), (order) => {
        expect(key(order, bordersOf(order.map((n) => cells[n]!)))).toBe(plain)
      }),
      { numRuns: 20 },
    )
  })

  it('connect the 12 streets of the demo district', () => {
    const streets = land(1).areas.filter(({ level }) => level === 'street')
    const { shared } = bordersOf(streets.map(({ geometry }) => geometry))
    expect(components(streetGraph(streets.length, shared), streets.keys())).toHaveLength(1)
  })
})
