import { describe, expect, it } from 'vitest'
import { densestFirst, mapAccuracy } from '../../../analytics/stats/accuracy.ts'
import { concentration } from '../../../analytics/stats/concentration.ts'
import { densityClusters } from '../../../analytics/stats/densityClusters.ts'
import { kernelDensity } from '../../../analytics/stats/kernelDensity.ts'
import { knox } from '../../../analytics/stats/knox.ts'
import { distanceBand, spaceTimeBand } from '../../../analytics/stats/weights.ts'
import { expectWithin, oracle } from '../../oracle/oracle.ts'

interface Points {
  points: [number, number][]
  t: number[]
  dbscan: { eps: number; min_pts_incl_self: number; labels: number[]; core: number[] }
  st_dbscan: { eps_space: number; eps_time: number; min_pts_incl_self: number; labels: number[]; core_idx: number[] }
  knox: Record<string, Record<string, number>>
  kde: { bandwidth: number; points: [number, number][] } & Record<
    'gaussian' | 'epanechnikov' | 'quartic_sum_per_area',
    number[]
  >
}
const set = oracle<Points>('points_public')
const f = (list: readonly number[]) => Float64Array.from(list)
const [x, y, t] = [f(set.points.map(([x]) => x)), f(set.points.map(([, y]) => y)), f(set.t)]

/** Which core points share a cluster, whatever its number. */
function partition(labels: ArrayLike<number>, core: readonly number[]): string[] {
  return [...Map.groupBy(core, (i) => labels[i]!).values()].map(String).sort()
}
const noise = (labels: ArrayLike<number>) => Array.from(labels).flatMap((label, i) => (label === -1 ? [i] : []))

describe('density clusters against scikit-learn', () => {
  it('DBSCAN: core points, their partition and the noise', () => {
    const { eps, min_pts_incl_self, labels, core } = set.dbscan
    const got = densityClusters(distanceBand(x, y, eps), min_pts_incl_self)
    expect([...got.core]).toEqual(core)
    const cores = core.flatMap((one, i) => (one === 1 ? [i] : []))
    expect(partition(got.labels, cores)).toEqual(partition(labels, cores))
    expect(noise(got.labels)).toEqual(noise(labels))
  })

  it('ST-DBSCAN: the same', () => {
    const { eps_space, eps_time, min_pts_incl_self, labels, core_idx } = set.st_dbscan
    const got = densityClusters(spaceTimeBand(x, y, t, eps_space, eps_time), min_pts_incl_self)
    expect([...got.core].flatMap((one, i) => (one === 1 ? [i] : []))).toEqual(core_idx)
    expect(partition(got.labels, core_idx)).toEqual(partition(labels, core_idx))
    expect(noise(got.labels)).toEqual(noise(labels))
  })

  it('no points are no clusters, and one place with everything is one', () => {
    const nothing = new Float64Array(0)
    expect(densityClusters(distanceBand(nothing, nothing, 1), 3).clusters).toBe(0)
    const heap = new Float64Array(9)
    expect(densityClusters(distanceBand(heap, heap, 1), 9).clusters).toBe(1)
  })
})

describe('Knox', () => {
  it.each(Object.entries(set.knox))('%s', (name, expected) => {
    const [, metres, span] = /^s(\d+)_t(\d+)$/.exec(name)!
    const got = knox(x, y, t, { metres: Number(metres), span: Number(span), draws: 199, seed: 2 })
    const { pairs, close_space, close_time, n_pairs } = expected
    expect([got.pairs, got.closeInSpace, got.closeInTime, got.allPairs]).toEqual([
      pairs,
      close_space,
      close_time,
      n_pairs,
    ])
    expect(Math.abs(got.expected - expected.expected!)).toBeLessThan(1e-9)
    expect(Math.abs(got.ratio! - expected.knox_ratio!)).toBeLessThan(1e-9)
    expect(Math.abs(got.p! - expected.p_mc_199!)).toBeLessThan(0.02)
  })

  it('of one incident is nothing, without a ratio', () => {
    const one = new Float64Array(1)
    expect(knox(one, one, one, { metres: 1, span: 1, draws: 9 })).toMatchObject({ pairs: 0, ratio: null, p: 1 })
  })
})

describe('kernel density', () => {
  const places = { x: f(set.kde.points.map(([x]) => x)), y: f(set.kde.points.map(([, y]) => y)) }
  it.each(['gaussian', 'epanechnikov', 'quartic'] as const)('%s', (kernel) => {
    const density = kernelDensity({ x, y }, places, { kernel, bandwidth: set.kde.bandwidth })
    const each = kernel === 'quartic' ? 1 : x.length
    const expected = kernel === 'quartic' ? set.kde.quartic_sum_per_area : set.kde[kernel]
    expectWithin(
      density.map((one) => one / each),
      expected,
      1e-12,
    )
    expect(() => kernelDensity({ x, y }, places, { kernel, bandwidth: 0 })).toThrow('bandwidth')
  })
})

describe('the accuracy of a map', () => {
  interface Metrics {
    area: number[]
    train: number[]
    test: number[]
    expected: { by_k: Record<string, number>[]; share_of_cells_with_50pct: number; gini: number }
  }
  const { area, train, test, expected } = oracle<Metrics>('hotspot_map_metrics_public')
  const order = densestFirst(f(train), f(area))

  it.each(expected.by_k)('PAI and PEI* of the $top_k densest', (wanted) => {
    const marked = new Uint8Array(area.length)
    for (const i of order.slice(0, wanted.top_k)) marked[i] = 1
    const got = mapAccuracy(marked, f(test), f(area))
    expect([got.inside, got.all, got.marked, got.total, got.best]).toEqual([
      wanted.n,
      wanted.N,
      wanted.a,
      wanted.A,
      wanted.n_star_greedy,
    ])
    expect(Math.abs(got.hitRate! - wanted.hit_rate!)).toBeLessThan(1e-12)
    expect(Math.abs(got.pai! - wanted.PAI!)).toBeLessThan(1e-9)
    expect(Math.abs(got.pei! - wanted.PEI_star!)).toBeLessThan(1e-9)
  })

  it('how many places hold half, and Gini', () => {
    const got = [concentration(f(train)), concentration(f(test))].map(({ shareWithHalf, gini }) => [
      shareWithHalf,
      gini,
    ])
    expect(got).toContainEqual([
      expect.closeTo(expected.share_of_cells_with_50pct, 9),
      expect.closeTo(expected.gini, 9),
    ])
    expect(concentration(new Float64Array(3))).toEqual({ shareWithHalf: null, gini: null })
    expect(concentration(f([2, 2, 2, 2]))).toEqual({ shareWithHalf: 0.5, gini: 0 })
  })

  it('nothing marked, nothing happened: null, not NaN', () => {
    const none = mapAccuracy(new Uint8Array(2), f([0, 0]), f([1, 1]))
    expect([none.hitRate, none.pai, none.pei]).toEqual([null, null, null])
  })
})
