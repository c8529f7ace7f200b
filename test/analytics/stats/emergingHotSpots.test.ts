import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emergingHotSpots } from '../../../analytics/stats/emergingHotSpots.ts'
import { graphOf } from '../../../analytics/stats/graph.ts'
import { HOT_SPOT_PATTERNS, hotSpotPattern } from '../../../analytics/stats/hotSpotPattern.ts'
import { mannKendall } from '../../../analytics/stats/mannKendall.ts'
import { expectWithin, oracle } from '../../oracle/oracle.ts'
import { district, linked } from './districts.ts'

interface Rule {
  bins: number[]
  mk_z: number
  mk_p: number
  alpha: number
  category: string
}
interface Cube {
  rows: number
  cols: number
  counts: number[][]
  time_lag_k: number
  expected: {
    gistar_z: number[][]
    p_bh: number[][]
    mk_on_counts: { z: number[]; p: number[]; tau_b: number[] }
    mk_on_z: { z: number[]; p: number[]; tau_b: number[] }
    category_by_alpha: Record<string, string[]>
  }
}

describe('the pattern of a history', () => {
  it.each(oracle<{ cases: Rule[] }>('ehsa_truth_table').cases)('$category of $bins, z $mk_z', (rule) => {
    const trend = { z: rule.mk_z, p: rule.mk_p }
    expect(hotSpotPattern(Int8Array.from(rule.bins), trend, rule.alpha)).toBe(rule.category)
  })

  it('is one of 17, and its mirror image is the other temperature', () => {
    expect(new Set(HOT_SPOT_PATTERNS).size).toBe(17)
    const bins = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 12 })
    const swap = { hot: 'cold', cold: 'hot' } as const
    fc.assert(
      fc.property(bins, fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.02, 0.5), (list, z, p) => {
        const pattern = hotSpotPattern(Int8Array.from(list), { z, p }, 0.1)
        expect(HOT_SPOT_PATTERNS).toContain(pattern)
        const mirror = hotSpotPattern(
          Int8Array.from(list, (bin) => -bin),
          { z: -z, p },
          0.1,
        )
        const both = (sign: number) => list.filter((bin) => bin === sign).length / list.length >= 0.9
        if (both(1) && both(-1)) return
        expect(mirror).toBe(pattern.replace(/hot$|cold$/, (side) => swap[side as 'hot' | 'cold']))
      }),
    )
  })
})

describe('emerging hot spots', () => {
  const cube = oracle<Cube>('ehsa_public')
  const graph = queenLattice(cube.rows, cube.cols)
  const values = Float64Array.from(cube.counts.flat())

  it.each(['0.1', '0.05', '0.01'])('z, FDR, trend and all categories of the planted cube at %s', (alpha) => {
    const got = emergingHotSpots(values, graph, { lag: cube.time_lag_k, alpha: Number(alpha) })
    expectWithin(got.z, cube.expected.gistar_z.flat(), 1e-9)
    expectWithin(got.adjusted, cube.expected.p_bh.flat(), 1e-9)
    const trends = got.areas.map((area) => (area.kind === 'history' ? area.trend : null))
    for (const [mine, name] of [
      ['z', 'z'],
      ['p', 'p'],
      ['tau', 'tau_b'],
    ] as const) {
      expectWithin(
        Float64Array.from(trends, (trend) => trend![mine]!),
        cube.expected.mk_on_z[name],
        1e-9,
      )
    }
    const patterns = got.areas.map((area) => (area.kind === 'history' ? area.pattern : null))
    expect(patterns).toEqual(cube.expected.category_by_alpha[alpha])
  })

  it('the trend of the counts themselves', () => {
    const { z, p, tau_b } = cube.expected.mk_on_counts
    const trends = z.map((_, i) => mannKendall(Float64Array.from(cube.counts, (slice) => slice[i]!)))
    for (const [mine, wanted] of [
      [trends.map((trend) => trend.z), z],
      [trends.map((trend) => trend.p), p],
      [trends.map((trend) => trend.tau!), tau_b],
    ] as const) {
      expectWithin(Float64Array.from(mine), wanted, 1e-9)
    }
  })

  it('a slice that is added later changes no neighbourhood of an earlier one', () => {
    fc.assert(
      fc.property(district, ({ values, links }) => {
        const areas = linked(values.length, links)
        const two = emergingHotSpots(Float64Array.from([...values, ...values]), areas)
        const three = emergingHotSpots(Float64Array.from([...values, ...values, ...values]), areas)
        expect([...three.neighbours.subarray(0, two.neighbours.length)]).toEqual([...two.neighbours])
      }),
    )
  })

  it('one slice, no slice, a hole in the cube, a cube of equal values', () => {
    const ring = linked(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 0],
    ])
    const one = emergingHotSpots(Float64Array.from([1, 2, 3, 4, 9]), ring)
    expect(one.areas.every((area) => area.kind === 'history' && !area.trend.testable)).toBe(true)
    expect(emergingHotSpots(new Float64Array(0), ring).areas).toEqual([])
    const hole = emergingHotSpots(Float64Array.from([1, 2, 3, 4, 9, 1, 2, Number.NaN, 4, 9]), ring)
    expect(hole.areas[2]).toEqual({ kind: 'none', reason: 'value_missing' })
    expect(hole.areas[0]!.kind).toBe('history')
    const flat = emergingHotSpots(new Float64Array(10).fill(3), ring)
    expect(flat.areas).toEqual(Array(5).fill({ kind: 'none', reason: 'zero_variance' }))
    expect(() => emergingHotSpots(new Float64Array(7), ring)).toThrow('whole slices')
  })
})

function queenLattice(rows: number, cols: number) {
  const near = (i: number, j: number) =>
    i !== j && Math.abs((i % cols) - (j % cols)) <= 1 && Math.abs(Math.floor(i / cols) - Math.floor(j / cols)) <= 1
  const cells = Array.from({ length: rows * cols }, (_, i) => i)
  return graphOf(cells.map((i) => cells.filter((j) => near(i, j))))
}
