import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankRanges } from '../../analytics/rankRange.ts'
import { wilson } from '../../analytics/wilson.ts'

describe('the interval of a share', () => {
  it.each([
    // R: prop.test(k, n, correct = FALSE)$conf.int
    [0, 10, 0, 0.277533],
    [15, 148, 0.062386, 0.16045],
    [81, 263, 0.255284, 0.36621],
    [10, 10, 0.722467, 1],
  ])('%i of %i lies from %f to %f', (k, n, low, high) => {
    const share = wilson(k, n)!
    expect(share.low).toBeCloseTo(low, 3)
    expect(share.high).toBeCloseTo(high, 3)
  })

  it('holds the share, stays in [0, 1], and says nothing of nothing', () => {
    expect(wilson(0, 0)).toBeNull()
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { share, low, high } = wilson(k, n)!
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
      }),
    )
  })
})

describe('places', () => {
  it('are ranges: who overlaps is not told apart', () => {
    const shares = [
      [90, 100],
      [85, 100],
      [20, 100],
      [1, 2],
    ].map(([k, n]) => wilson(k!, n!)!)
    expect(rankRanges(shares)).toEqual([
      { best: 1, worst: 3 },
      { best: 1, worst: 3 },
      { best: 3, worst: 4 },
      { best: 1, worst: 4 },
    ])
  })
})
