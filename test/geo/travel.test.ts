import { distance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STRAIGHT_LINE, straightLineMatrix } from '../../geo/travel.ts'
import type { LonLat } from '../../geo/types.ts'

const inFujian = fc.tuple(fc.double({ min: 115, max: 120, noNaN: true }), fc.double({ min: 23, max: 28, noNaN: true }))

describe('straight lines', () => {
  it('are the great circle times circuity, at one speed, as long back as forth', () => {
    fc.assert(
      fc.property(fc.array(inFujian, { minLength: 1, maxLength: 6 }), (points) => {
        const { to, seconds, metres } = straightLineMatrix(points)
        for (const [i, a] of points.entries()) {
          for (const [j, b] of points.entries()) {
            const road = 1.32 * distance([...a], [...b], { units: 'meters' })
            expect(Math.abs(metres[i * to + j]! - road)).toBeLessThanOrEqual(1)
            expect(Math.abs(seconds[i * to + j]! - road / (22 / 3.6))).toBeLessThanOrEqual(1)
            expect(seconds[i * to + j]).toBe(seconds[j * to + i])
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('are asked from some places to others, with the minutes that every arrival elsewhere costs', () => {
    const points: LonLat[] = [
      [117.6, 26.3],
      [117.7, 26.3],
      [117.6, 26.3],
    ]
    const whole = straightLineMatrix(points)
    const part = straightLineMatrix(points, [1], [0, 1, 2], { ...STRAIGHT_LINE, minutesPerStop: 3 })
    expect([part.from, part.to]).toEqual([1, 3])
    expect([...part.seconds]).toEqual([whole.seconds[3]! + 180, 0, whole.seconds[5]! + 180])
    expect([...part.metres]).toEqual([...whole.metres.subarray(3, 6)])
    expect(straightLineMatrix(points, [0], [2], { ...STRAIGHT_LINE, minutesPerStop: 3 }).seconds[0]).toBe(0)
  })

  it.each([
    [{ circuity: 0.9 }, /circuity must be from 1 to 10, got 0.9/],
    [{ kmPerHour: 0 }, /speed must be from 1 to 200 km\/h, got 0/],
    [{ minutesPerStop: -1 }, /minutes per stop must be from 0 to 120, got -1/],
  ])('refuse figures no road can have: %o', (figures, words) => {
    expect(() => straightLineMatrix([], [], [], { ...STRAIGHT_LINE, ...figures })).toThrow(words)
  })

  it('refuse an index outside the points', () => {
    expect(() => straightLineMatrix([[117.6, 26.3]], [1])).toThrow(/indexes from 0 to 0, got 1/)
  })
})
