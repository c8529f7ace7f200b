import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannKendall } from '../../../analytics/stats/mannKendall.ts'
import { senSlope } from '../../../analytics/stats/senSlope.ts'
import { oracle } from '../../oracle/oracle.ts'

interface Case {
  name: string
  x: number[]
  expected: Record<string, number | null>
}

describe('Mann–Kendall and Sen against scipy', () => {
  it.each(oracle<{ cases: Case[] }>('mann_kendall').cases)('$name', ({ x, expected }) => {
    const { s, variance, z, p, tau, testable } = mannKendall(Float64Array.from(x))
    const slope = senSlope(Float64Array.from(x))!
    const got = [s, variance, z, p, tau, slope.slope, slope.intercept, slope.low, slope.high]
    const wanted = ['S', 'varS', 'z', 'p', 'tau_b', 'sen_slope', 'sen_intercept_median', 'sen_ci95_lo', 'sen_ci95_hi']
    wanted.forEach((name, i) => {
      if (expected[name] === null) expect(got[i], name).toBeNull()
      else expect(Math.abs(got[i]! - expected[name]!), name).toBeLessThan(1e-9)
    })
    expect(testable).toBe(x.length >= 4)
  })
})

describe('a trend', () => {
  it('turns with its series and does not see the unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 30 }), (list) => {
        const there = mannKendall(Float64Array.from(list))
        const back = mannKendall(Float64Array.from(list).reverse())
        expect(there.s + back.s).toBe(0)
        expect(mannKendall(Float64Array.from(list, (x) => 4 * x + 1))).toEqual(there)
        const slope = senSlope(Float64Array.from(list))!
        expect(slope.low).toBeLessThanOrEqual(slope.slope)
        expect(slope.high).toBeGreaterThanOrEqual(slope.slope)
        expect(senSlope(Float64Array.from(list, (x) => 4 * x + 1))!.slope).toBeCloseTo(4 * slope.slope, 9)
      }),
    )
  })

  it('of nothing is none, and of a value that is no number is refused', () => {
    expect(mannKendall(new Float64Array(0))).toEqual({ s: 0, variance: 0, z: 0, p: 1, tau: null, testable: false })
    expect(senSlope(new Float64Array(1))).toBeNull()
    expect(() => mannKendall(Float64Array.from([1, Number.NaN]))).toThrow('not finite')
  })
})
