import { describe, expect, it } from 'vitest'
import { areaTrends } from '../../../analytics/stats/areaTrends.ts'
import { mannKendall } from '../../../analytics/stats/mannKendall.ts'
import { reasonOf } from '../../../analytics/stats/reasons.ts'

/** Series of areas as they lie in memory: slice by slice. */
const laid = (series: readonly (readonly number[])[]) =>
  Float64Array.from(series[0]!.flatMap((_, t) => series.map((own) => own[t]!)))

describe('trends of areas', () => {
  it('tell risers from fallers, each by its own series, and adjust over those that have one', () => {
    const up = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    const series = [up, up.toReversed(), [4, 4, 4, 4, 4, 4, 4, 4, 4], [0, 0, 0, 0, 0, 0, 0, 0, 0]]
    const found = areaTrends({ areas: 4, counts: laid(series) })
    expect([...found.bins].slice(0, 3).map(Math.sign)).toEqual([1, -1, 0])
    expect(found.z.values[0]).toBe(mannKendall(Float64Array.from(up)).z)
    expect(found.slopes.slice(0, 3).map((slope) => slope!.slope)).toEqual([1, -1, 0])
    expect(reasonOf(found.z, 3)).toBe('no_cases')
    expect(found.family).toBe(3)
    expect(found.adjusted.values[0]).toBeCloseTo((3 / 2) * found.p.values[0]!, 12)
  })

  it('have a reason where a slice is not known or slices are few', () => {
    const gap = areaTrends({
      areas: 2,
      counts: laid([
        [1, Number.NaN, 3, 4],
        [1, 2, 3, 4],
      ]),
    })
    expect([reasonOf(gap.z, 0), reasonOf(gap.z, 1)]).toEqual(['value_missing', null])
    const few = areaTrends({ areas: 1, counts: laid([[1, 2, 3]]) })
    expect(reasonOf(few.z, 0)).toBe('too_few_weeks')
    expect(areaTrends({ areas: 0, counts: new Float64Array() }).family).toBe(0)
  })
})
