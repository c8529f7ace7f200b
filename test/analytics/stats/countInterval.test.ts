import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countInterval } from '../../../analytics/stats/countInterval.ts'

/** P(X ≤ k) by its definition, with whole r: the chance that r successes come within k + r trials. */
function negativeBinomialUpTo(k: number, r: number, q: number): number {
  let term = q ** r
  let sum = term
  for (let j = 0; j < k; j++) {
    term *= ((r + j) / (j + 1)) * (1 - q)
    sum += term
  }
  return sum
}

describe('the interval of a count', () => {
  it('of a sure rate is that of the Poisson tables', () => {
    // P(X ≤ 1) = 0.0404, P(X ≤ 2) = 0.1247 and P(X ≤ 8) = 0.9319, P(X ≤ 9) = 0.9682 at mean 5.
    expect(countInterval(5, 0, 0.9)).toEqual([2, 9])
    expect(countInterval(0.05, 0, 0.9)).toEqual([0, 0])
    expect(countInterval(0, 0, 0.9)).toEqual([0, 0])
  })

  it('of an unsure rate is that of the negative binomial', () => {
    const parameters = fc.record({
      r: fc.integer({ min: 1, max: 40 }),
      rate: fc.double({ min: 0.05, max: 20, noNaN: true }),
    })
    fc.assert(
      fc.property(parameters, fc.constantFrom(0.5, 0.9, 0.99), ({ r, rate }, level) => {
        const q = rate / (rate + 1)
        const [low, high] = countInterval(r / rate, r / rate ** 2, level)
        const tail = (1 - level) / 2
        expect(negativeBinomialUpTo(high, r, q)).toBeGreaterThanOrEqual(1 - tail - 1e-9)
        expect(negativeBinomialUpTo(low, r, q)).toBeGreaterThanOrEqual(tail - 1e-9)
        if (high > low) expect(negativeBinomialUpTo(high - 1, r, q)).toBeLessThan(1 - tail + 1e-9)
        if (low > 0) expect(negativeBinomialUpTo(low - 1, r, q)).toBeLessThan(tail + 1e-9)
      }),
    )
  })

  it('of thousands does not end in rounding', () => {
    const [low, high] = countInterval(40_000, 0, 0.95)
    expect(Math.abs(low - (40_000 - 392))).toBeLessThan(3)
    expect(Math.abs(high - (40_000 + 392))).toBeLessThan(3)
  })
})
