import { describe, expect, it } from 'vitest'
import { ebRates, localEbRates } from '../../../analytics/stats/ebRates.ts'
import { discoveries } from '../../../analytics/stats/fdr.ts'
import { gi, giStar } from '../../../analytics/stats/getisOrd.ts'
import { rowStandardised, withSelf } from '../../../analytics/stats/graph.ts'
import { localMoran } from '../../../analytics/stats/localMoran.ts'
import { mannKendall } from '../../../analytics/stats/mannKendall.ts'
import { type Column, nullable, reasonOf } from '../../../analytics/stats/reasons.ts'
import { expectWithin, oracle } from '../../oracle/oracle.ts'
import { linked } from './districts.ts'

const f = (...list: number[]) => Float64Array.from(list)
const PATH_OF_5 = [
  [0, 1],
  [1, 2],
  [2, 3],
] as const
/** Areas 0 to 3 in a row, area 4 an island. */
const graph = linked(5, PATH_OF_5)
const values = f(1, 2, 7, 9, 4)
const why = (column: Column) => Array.from(column.values, (_, i) => reasonOf(column, i))

/** One check for each case of edge_policy.json, by its words. */
const CHECKS: Record<string, () => void> = {
  'constant values (variance 0)': () => {
    for (const { z } of [
      gi(f(3, 3, 3, 3, 3), graph),
      giStar(f(3, 3, 3, 3, 3), graph),
      localMoran(f(3, 3, 3, 3, 3), graph),
    ]) {
      expect(why(z)).toEqual(Array(5).fill('zero_variance'))
      expect(nullable(z)).toEqual(Array(5).fill(null))
    }
  },
  'Gi at an island (no neighbours)': () => {
    const { z, p } = gi(values, graph)
    expect(why(z)).toEqual([null, null, null, null, 'no_neighbours'])
    expect(discoveries(z, p).family).toBe(4)
  },
  'Gi* at an island (self only)': () => {
    const { z, neighbours } = giStar(values, graph)
    const [mean, n] = [23 / 5, 5]
    const s = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n)
    expect(z.values[4]).toBeCloseTo((4 - mean) / (s * Math.sqrt((n * 1 - 1) / (n - 1))), 12)
    expect(neighbours[4]).toBe(0)
  },
  'local Moran at an island': () => expect(why(localMoran(values, graph).z)[4]).toBe('no_neighbours'),
  'neighbourhood contains all n cells (n*S1 = W^2)': () => {
    const all = linked(3, [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
    for (const method of [gi, giStar, localMoran]) {
      expect(why(method(f(1, 2, 4), all).z)).toEqual(Array(3).fill('neighbourhood_is_everything'))
    }
  },
  'NaN/Infinity/null in the input values': () => {
    const without = giStar(values.subarray(0, 4), linked(4, PATH_OF_5)).z
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { z } = giStar(f(1, 2, 7, 9, bad), linked(5, [...PATH_OF_5, [0, 4]]))
      expectWithin(z, [...nullable(without), null], 1e-12)
      expect(reasonOf(z, 4)).toBe('value_missing')
    }
  },
  'exposure 0': () => {
    const { rate, prior } = ebRates(f(1, 9, 0, 2), f(10, 20, 0, 0))
    expect(why(rate)).toEqual([null, null, 'no_exposure', 'cases_without_exposure'])
    expect(prior).toEqual(ebRates(f(1, 9), f(10, 20)).prior)
  },
  'EB method-of-moments variance a<0': () => {
    const { rate, prior } = ebRates(f(2, 2, 2), f(10, 10, 10))
    expect([prior!.allShrunk, prior!.variance, ...rate.values]).toEqual([true, 0, 0.2, 0.2, 0.2])
  },
  'cells with zero reports inside the study area': () => {
    const zeros = giStar(f(0, 0, 7, 9, 0), graph)
    expect(why(zeros.z)).toEqual(Array(5).fill(null))
    expect(discoveries(zeros.z, zeros.p).family).toBe(5)
  },
  'row-standardised vs binary weights': () => {
    expectWithin(giStar(values, rowStandardised(withSelf(graph))).z, nullable(giStar(values, graph).z), 1e-12)
    expectWithin(gi(values, rowStandardised(graph)).z, nullable(gi(values, graph).z), 1e-12)
  },
  'local EB': () => expect(localEbRates(values, f(9, 9, 9, 9, 9), graph).variant).toBe('geoda'),
  'local Moran variance': () => {
    const { statistic } = localMoran(values, graph)
    const mean = 23 / 5
    const m2 = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5
    expect(statistic.values[0]).toBeCloseTo(((1 - mean) / m2) * (2 - mean), 12)
  },
  'p-values': () => {
    const low = giStar(f(9, 9, 1, 1, 5), graph)
    const high = giStar(f(1, 1, 9, 9, 5), graph)
    expectWithin(low.p, nullable(high.p), 1e-12)
    expect(low.z.values[0]! * high.z.values[0]!).toBeLessThan(0)
  },
  'Mann-Kendall constant series': () => {
    expect(mannKendall(f(2, 2, 2))).toMatchObject({ s: 0, z: 0, p: 1, tau: null, testable: false })
  },
}

describe('the edge policy', () => {
  const { rules } = oracle<{ rules: { case: string }[] }>('edge_policy')
  it.each(rules)('$case', ({ case: name }) => {
    expect(Object.keys(CHECKS)).toContain(name)
    CHECKS[name]!()
  })
})
