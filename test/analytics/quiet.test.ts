import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atLeast, atMost } from '../../analytics/poissonTail.ts'
import { quietness } from '../../analytics/quiet.ts'

describe('Poisson tails', () => {
  it.each([
    // R: ppois(k, mean)
    [0, 3, 0.04978707],
    [2, 2.5, 0.5438131],
    [90, 100, 0.1713851],
    [1000, 1000, 0.508409],
  ])('P(X ≤ %i) at mean %f', (k, mean, p) => {
    expect(atMost(k, mean)).toBeCloseTo(p, 6)
  })

  it('cover everything once', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.double({ min: 0, max: 400, noNaN: true }), (k, mean) => {
        expect(atMost(k, mean) + atLeast(k + 1, mean)).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('quiet or unvisited', () => {
  it('tells six kinds of silence apart', () => {
    const counts = Float64Array.of(0, 0, 0, 1, 40, 160, 3)
    const hours = Float64Array.of(0, Number.NaN, 0.5, 80, 40, 40, 0)
    const { kinds, rate, family } = quietness(counts, hours)
    expect(kinds).toEqual(['unvisited', 'unknown', 'too-little', 'quiet', 'usual', 'busy', 'unvisited'])
    expect(rate).toBeCloseTo(201 / 160.5, 12)
    expect(family).toBe(4)
  })

  it('says nothing without exposure, and no figure is ever NaN without a reason', () => {
    expect(quietness(Float64Array.of(1, 0), Float64Array.of(0, Number.NaN))).toMatchObject({ rate: null, family: 0 })
    const cells = fc.array(
      fc.tuple(
        fc.nat(50),
        fc.oneof(fc.constant(0), fc.constant(Number.NaN), fc.double({ min: 0.1, max: 99, noNaN: true })),
      ),
    )
    fc.assert(
      fc.property(cells, (all) => {
        const { kinds, expected, adjusted } = quietness(
          Float64Array.from(all, ([c]) => c),
          Float64Array.from(all, ([, e]) => e),
        )
        for (const column of [expected, adjusted]) {
          for (const [i, value] of column.values.entries()) expect(Number.isFinite(value)).toBe(column.reasons[i] === 0)
        }
        expect(kinds.length).toBe(all.length)
      }),
    )
  })
})
