import { describe, expect, it } from 'vitest'
import { gi } from '../../../analytics/stats/getisOrd.ts'
import { graphOf } from '../../../analytics/stats/graph.ts'
import { permutationP } from '../../../analytics/stats/permutation.ts'
import { nullable, reasonOf } from '../../../analytics/stats/reasons.ts'
import { oracle } from '../../oracle/oracle.ts'
import { linked } from './districts.ts'

const set = oracle<{ neighbours_queen: number[][]; values: Record<string, number[]> }>('columbus')
const crime = Float64Array.from(set.values.CRIME!)
const graph = graphOf(set.neighbours_queen)

describe('conditional permutation', () => {
  it('the same seed gives the same bytes, another seed other draws', () => {
    const first = permutationP(crime, graph, { permutations: 499, seed: 7 })
    expect(permutationP(crime, graph, { permutations: 499, seed: 7 })).toEqual(first)
    expect(permutationP(crime, graph, { permutations: 499, seed: 8 })).not.toEqual(first)
  })

  it('is never 0, never above 1, and a multiple of 2 / (R + 1)', () => {
    for (const p of permutationP(crime, graph, { permutations: 99, seed: 1 }).values) {
      expect(p).toBeGreaterThanOrEqual(2 / 100)
      expect(p).toBeLessThanOrEqual(1)
      expect(Math.abs(p * 50 - Math.round(p * 50))).toBeLessThan(1e-9)
    }
  })

  it('comes to the exact two-sided p of every possible draw', () => {
    const values = Float64Array.from([5, 1, 2, 3, 4, 9])
    const { values: p } = permutationP(
      values,
      linked(6, [
        [0, 1],
        [0, 2],
      ]),
      { permutations: 20_000, seed: 3 },
    )
    // Pairs of {1, 2, 3, 4, 9}: only {1, 2} itself has a sum of at most 3, one of ten.
    expect(Math.abs(p[0]! - 0.2)).toBeLessThan(0.02)
  })

  it('agrees with the normal approximation on which areas are far from chance', () => {
    const p = permutationP(crime, graph, { permutations: 9999, seed: 5 })
    const normal = gi(crime, graph).z.values
    const extreme = [...normal.keys()].filter((i) => Math.abs(normal[i]!) > 2.6)
    expect(extreme.length).toBeGreaterThan(0)
    for (const i of extreme) expect(p.values[i]).toBeLessThan(0.02)
  })

  it('says why there is none', () => {
    const values = Float64Array.from([1, Number.NaN, 3, 4])
    const p = permutationP(
      values,
      linked(4, [
        [0, 1],
        [2, 3],
      ]),
      { permutations: 9, seed: 1 },
    )
    expect([0, 1, 2].map((i) => reasonOf(p, i))).toEqual(['no_neighbours', 'value_missing', null])
    expect(nullable(permutationP(new Float64Array(0), graphOf([]), { permutations: 9, seed: 1 }))).toEqual([])
    const flat = permutationP(new Float64Array(3).fill(2), linked(3, [[0, 1]]), { permutations: 9, seed: 1 })
    expect(reasonOf(flat, 0)).toBe('zero_variance')
  })
})
