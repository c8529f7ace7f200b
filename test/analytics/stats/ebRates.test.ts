import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ebIndex } from '../../../analytics/stats/ebIndex.ts'
import { ebRates, localEbRates } from '../../../analytics/stats/ebRates.ts'
import { discoveries } from '../../../analytics/stats/fdr.ts'
import { giStar } from '../../../analytics/stats/getisOrd.ts'
import { graphOf, rowStandardised } from '../../../analytics/stats/graph.ts'
import { localMoran } from '../../../analytics/stats/localMoran.ts'
import { moran } from '../../../analytics/stats/moran.ts'
import { nullable, reasonOf } from '../../../analytics/stats/reasons.ts'
import { expectWithin, oracle } from '../../oracle/oracle.ts'
import { district, linked } from './districts.ts'

interface Eb {
  raw: number[]
  eb_global_poisson: number[]
  eb_global_poisson_par: { a: number; b: number }
  eb_global_binomial: number[]
  eb_local: number[]
  eb_local_geoda: number[]
  ebi_z_assuncao_reis: number[]
  ebi_moran_I: number
}
interface Bins {
  z: number[]
  bin_fdr: number[]
}
const f = (list: readonly number[]) => Float64Array.from(list)

describe('empirical Bayes against spdep', () => {
  const nc = oracle<{ neighbours_queen: number[][]; values: Record<string, number[]>; expected: Record<string, Eb> }>(
    'nc_sids',
  )
  const h3 = oracle<{
    neighbours: number[][]
    count: number[]
    pop: number[]
    expected: { eb: Eb; gistar_on_eb_rate: Bins; gistar_on_ebi_z: Bins }
  }>('h3_res9_public')
  it.each([
    ['1974', nc.values.SID74!, nc.values.BIR74!, nc.neighbours_queen, nc.expected.eb74!],
    ['1979', nc.values.SID79!, nc.values.BIR79!, nc.neighbours_queen, nc.expected.eb79!],
    ['H3', h3.count, h3.pop, h3.neighbours, h3.expected.eb],
  ])('%s: global, local (GeoDa) and the index of Assunção and Reis', (_, cases, births, neighbours, expected) => {
    const graph = graphOf(neighbours)
    const all = ebRates(f(cases), f(births))
    expectWithin(all.raw, expected.raw, 1e-12)
    expectWithin(all.rate, expected.eb_global_poisson, 1e-12)
    expect(Math.abs(all.prior!.variance - expected.eb_global_poisson_par.a)).toBeLessThan(1e-12)
    expect(Math.abs(all.prior!.mean - expected.eb_global_poisson_par.b)).toBeLessThan(1e-12)
    expectWithin(ebRates(f(cases), f(births), 'binomial').rate, expected.eb_global_binomial, 1e-12)
    expectWithin(localEbRates(f(cases), f(births), graph).rate, expected.eb_local_geoda, 1e-12)
    expectWithin(localEbRates(f(cases), f(births), graph, 'spdep').rate, expected.eb_local, 1e-12)
    const index = ebIndex(f(cases), f(births))
    expectWithin(index, expected.ebi_z_assuncao_reis, 1e-9)
    const i = moran(index.values, rowStandardised(graph))
    expect(i.kind === 'figure' && Math.abs(i.statistic - expected.ebi_moran_I)).toBeLessThan(1e-9)
  })

  it('Huddersfield', () => {
    const set = oracle<{ cases: number[]; total: number[]; eb_poisson: number[]; eb_binomial: number[] }>(
      'huddersfield_eb',
    )
    expectWithin(ebRates(f(set.cases), f(set.total)).rate, set.eb_poisson, 1e-12)
    expectWithin(ebRates(f(set.cases), f(set.total), 'binomial').rate, set.eb_binomial, 1e-12)
  })

  it('finds the planted risk of 40,000 cells as the reference does', () => {
    const set = oracle<Lattice>('lattice200_public')
    const graph = lattice(set.rows, set.cols)
    const { rate, prior } = ebRates(f(set.count), f(set.pop))
    const at = (values: Float64Array) => f(set.sample.map((i) => values[i]!))
    expectWithin(at(rate.values), set.expected.eb_rate, 1e-9)
    expect(Math.abs(prior!.variance - set.expected.eb_par.a)).toBeLessThan(1e-9)
    const { z, p } = giStar(rate.values, graph)
    expectWithin(at(z.values), set.expected.gistar_ebrate_z, 1e-9)
    expectWithin(at(giStar(f(set.count), graph).z.values), set.expected.gistar_count_z, 1e-9)
    const { adjusted, bins } = discoveries(z, p)
    expectWithin(at(adjusted.values), set.expected.gistar_ebrate_p_bh, 1e-8)
    const local = localMoran(f(set.count), rowStandardised(graph))
    expectWithin(at(local.statistic.values), set.expected.localmoran_count_I, 1e-9)
    expectWithin(at(local.z.values), set.expected.localmoran_count_z, 1e-9)
    const hot = [...bins.entries()].flatMap(([i, bin]) => (bin >= 2 ? [i] : []))
    expect(hot.length).toBe(set.expected.n_hot_bh05_ebrate)
    const found = hot.filter((i) => set.true_label[i]! > 0).length
    expect(found / set.n_true_hot_cells).toBeGreaterThanOrEqual(set.expected.sensitivity_bh05_ebrate - 1e-12)
    expect(1 - found / hot.length).toBeLessThanOrEqual(set.expected.false_share_bh05_ebrate + 1e-12)
  })

  it.each([
    ['smoothed rates', ebRates(f(h3.count), f(h3.pop)).rate, h3.expected.gistar_on_eb_rate],
    ['the index', ebIndex(f(h3.count), f(h3.pop)), h3.expected.gistar_on_ebi_z],
  ])('hot spots of %s on H3 cells', (_, measure, expected) => {
    const { z, p } = giStar(measure.values, graphOf(h3.neighbours))
    expectWithin(z, expected.z, 1e-9)
    expect([...discoveries(z, p).bins]).toEqual(expected.bin_fdr)
  })
})

interface Lattice {
  rows: number
  cols: number
  count: number[]
  pop: number[]
  true_label: number[]
  sample: number[]
  n_true_hot_cells: number
  expected: {
    eb_rate: number[]
    eb_par: { a: number }
    gistar_ebrate_z: number[]
    gistar_count_z: number[]
    gistar_ebrate_p_bh: number[]
    localmoran_count_I: number[]
    localmoran_count_z: number[]
    n_hot_bh05_ebrate: number
    sensitivity_bh05_ebrate: number
    false_share_bh05_ebrate: number
  }
}

/** Queen neighbours of a row-major lattice. */
function lattice(rows: number, cols: number) {
  const around = [-1, 0, 1]
  return graphOf(
    Array.from({ length: rows * cols }, (_, i) => {
      const [r, c] = [Math.floor(i / cols), i % cols]
      const cells = around.flatMap((dr) => around.map((dc) => [r + dr, c + dc] as const))
      return cells
        .filter(([a, b]) => a >= 0 && a < rows && b >= 0 && b < cols && (a !== r || b !== c))
        .map(([a, b]) => a * cols + b)
    }),
  )
}

describe('empirical Bayes anywhere', () => {
  it('an area without exposure has no rate, says why, and changes no other', () => {
    fc.assert(
      fc.property(district, fc.constantFrom(0, 3, Number.NaN), ({ values, links }, count) => {
        const n = values.length
        const exposure = values.map((value) => value * 7 + 10)
        const more = ebRates(f([...values, count]), f([...exposure, 0]))
        const reason = Number.isNaN(count) ? 'value_missing' : count > 0 ? 'cases_without_exposure' : 'no_exposure'
        expect(reasonOf(more.rate, n)).toBe(reason)
        expectWithin(more.rate, [...nullable(ebRates(values, exposure).rate), null], 1e-12)
        const local = localEbRates(f([...values, count]), f([...exposure, 0]), linked(n + 1, [...links, [0, n]]))
        expectWithin(local.rate, [...nullable(localEbRates(values, exposure, linked(n, links)).rate), null], 1e-12)
        expect(nullable(ebIndex(values, exposure)).every((z) => z === null || Number.isFinite(z))).toBe(true)
      }),
    )
  })

  it('rates that differ no more than chance all become the common rate, and that is said', () => {
    const { rate, prior } = ebRates(f([1, 1, 1]), f([10, 10, 10]))
    expect(prior?.allShrunk).toBe(true)
    expectWithin(rate, [0.1, 0.1, 0.1], 1e-15)
  })

  it('no cases at all leave raw rates of 0 and nothing to smooth, and no exposure at all is no rate', () => {
    const quiet = ebRates(f([0, 0]), f([5, 9]))
    expect(nullable(quiet.raw)).toEqual([0, 0])
    expect([reasonOf(quiet.rate, 0), reasonOf(quiet.rate, 1)]).toEqual(['no_cases', 'no_cases'])
    expect(reasonOf(ebIndex(f([0, 0]), f([5, 9])), 0)).toBe('no_cases')
    const { rate, prior } = ebRates(f([0]), f([0]))
    expect([nullable(rate), prior]).toEqual([[null], null])
  })
})
