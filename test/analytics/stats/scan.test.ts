import { describe, expect, it } from 'vitest'
import { poissonScan } from '../../../analytics/stats/poissonScan.ts'
import { logLikelihoodRatio } from '../../../analytics/stats/scanRatio.ts'
import { spaceTimeScan } from '../../../analytics/stats/spaceTimeScan.ts'
import { oracle } from '../../oracle/oracle.ts'

const f = (list: readonly number[]) => Float64Array.from(list)
const plane = (xy: readonly [number, number][]) => [f(xy.map(([x]) => x)), f(xy.map(([, y]) => y))] as const

describe('the Poisson scan', () => {
  const set = oracle<{
    xy: [number, number][]
    cases: number[]
    pop: number[]
    max_pop_share: number
    expected: Found
  }>('scan_nc_sids74')
  interface Found {
    llr: number
    center: number
    members: number[]
    observed: number
    expected: number
    relative_risk: number
    p_monte_carlo: number
  }
  const [x, y] = plane(set.xy)

  it('has the likelihood ratio that SaTScan printed', () => {
    // New York leukaemia: 85 of 552 cases among 95,249 of 1,057,673 people.
    expect(Math.abs(logLikelihoodRatio(85, (552 * 95_249) / 1_057_673, 552) - 11.577255)).toBeLessThan(5e-7)
    expect(logLikelihoodRatio(3, 3, 10)).toBe(0)
    expect(logLikelihoodRatio(10, 4, 10)).toBeCloseTo(10 * Math.log(10 / 4), 12)
  })

  it('finds the cluster of the brute force in North Carolina, with its p', () => {
    const got = poissonScan(x, y, f(set.cases), f(set.pop), { share: set.max_pop_share, draws: 199, seed: 4 })
    if (got.kind === 'none') throw new Error(got.reason)
    const { expected } = set
    expect(Math.abs(got.logLikelihoodRatio - expected.llr)).toBeLessThan(5e-7)
    expect([got.centre, got.members, got.observed]).toEqual([expected.center, expected.members, expected.observed])
    expect(Math.abs(got.expected - expected.expected)).toBeLessThan(1e-9)
    expect(Math.abs(got.relativeRisk! - expected.relative_risk)).toBeLessThan(1e-9)
    expect(Math.abs(got.p! - expected.p_monte_carlo)).toBeLessThan(0.02)
    const again = poissonScan(x, y, f(set.cases), f(set.pop), { share: set.max_pop_share, draws: 199, seed: 4 })
    expect(again).toEqual(got)
  })

  it('leaves areas without exposure out, and says when there is nothing to find', () => {
    const more = poissonScan(f([0, ...x]), f([0, ...y]), f([9, ...set.cases]), f([0, ...set.pop]))
    const got = poissonScan(x, y, f(set.cases), f(set.pop))
    if (more.kind === 'none' || got.kind === 'none') throw new Error('no cluster')
    expect(more.members).toEqual(got.members.map((i) => i + 1))
    expect(poissonScan(x, y, f(set.cases).fill(0), f(set.pop))).toEqual({ kind: 'none', reason: 'no_cases' })
    expect(poissonScan(x, y, f(set.cases), f(set.pop).fill(0))).toEqual({ kind: 'none', reason: 'no_exposure' })
  })
})

describe('the space-time permutation scan', () => {
  const set = oracle<{ xy: [number, number][]; counts: number[][]; max_length: number; expected: Found }>(
    'stperm_scan_public',
  )
  interface Found {
    log_glr: number
    center: number
    length: number
    observed: number
    expected: number
    members: number[]
  }
  const [x, y] = plane(set.xy)

  it('finds the planted outbreak as the brute force does', () => {
    const got = spaceTimeScan(x, y, f(set.counts.flat()), { longest: set.max_length })
    if (got.kind === 'none') throw new Error(got.reason)
    const { expected } = set
    expect(Math.abs(got.logLikelihoodRatio - expected.log_glr)).toBeLessThan(5e-7)
    expect([got.centre, got.length, got.observed, got.members]).toEqual([
      expected.center,
      expected.length,
      expected.observed,
      expected.members,
    ])
    expect(Math.abs(got.expected - expected.expected)).toBeLessThan(1e-9)
  })

  it('its p is small, and the same for the same seed', () => {
    const options = { longest: set.max_length, draws: 49, seed: 6 }
    const got = spaceTimeScan(x, y, f(set.counts.flat()), options)
    expect(got.kind === 'cluster' && got.p).toBe(1 / 50)
    expect(spaceTimeScan(x, y, f(set.counts.flat()), options)).toEqual(got)
  })

  it('one slice, no case and half a slice', () => {
    const one = f(set.counts[0]!)
    expect(spaceTimeScan(x, y, one, { longest: 3 })).toEqual({ kind: 'none', reason: 'zero_variance' })
    expect(spaceTimeScan(x, y, one.fill(0), { longest: 3 })).toEqual({ kind: 'none', reason: 'no_cases' })
    expect(() => spaceTimeScan(x, y, new Float64Array(7), { longest: 3 })).toThrow('whole slices')
    expect(() => spaceTimeScan(x, y, one.fill(0.5), { longest: 3 })).toThrow('whole number')
  })
})
