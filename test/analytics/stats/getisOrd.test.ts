import { describe, expect, it } from 'vitest'
import { discoveries, rawBins } from '../../../analytics/stats/fdr.ts'
import { gi, giStar, type LocalZ } from '../../../analytics/stats/getisOrd.ts'
import { graphOf, rowStandardised, withSelf } from '../../../analytics/stats/graph.ts'
import { reasonOf } from '../../../analytics/stats/reasons.ts'
import { distanceBand, h3Rings, nearest } from '../../../analytics/stats/weights.ts'
import { expectWithin, oracle } from '../../oracle/oracle.ts'

interface Expected {
  z: (number | null)[]
  p_two_sided: (number | null)[]
  p_bh: (number | null)[]
  bin_fdr: (number | null)[]
}
interface Set {
  neighbours_queen: number[][]
  neighbours_ncCC89_with_islands: number[][]
  values: Record<string, number[]>
  freeman_tukey_1974: number[]
  expected: Record<string, { gi_binary: Expected; gistar_binary: Expected; gi: Expected; gistar: Expected }>
}

const columbus = oracle<Set & { knn4: { neighbours: number[][]; gistar_CRIME: number[] }; inverse_distance: Inverse }>(
  'columbus',
)
const nc = oracle<Set>('nc_sids')
const rates = nc.values.SID74!.map((cases, i) => cases / nc.values.BIR74![i]!)

interface Inverse {
  centroids: [number, number][]
  cutoff: number
  neighbours: number[][]
  gi_CRIME_z: number[]
}

function expectSame({ z, p }: LocalZ, expected: Expected): void {
  expectWithin(z, expected.z, 1e-9)
  expectWithin(p, expected.p_two_sided, 1e-9)
  const { adjusted, bins } = discoveries(z, p)
  expectWithin(adjusted, expected.p_bh, 1e-9)
  const shown = Array.from(bins, (bin, i) => (adjusted.reasons[i] === 0 ? bin : null))
  expect(shown).toEqual(expected.bin_fdr.map((bin, i) => (expected.z[i] === null ? null : bin)))
}

const figures = (list: readonly number[]) => Float64Array.from(list)

describe('Gi and Gi* against spdep', () => {
  it.each(['CRIME', 'HOVAL'])('columbus %s, with p, FDR and bins', (name) => {
    const graph = graphOf(columbus.neighbours_queen)
    expectSame(gi(figures(columbus.values[name]!), graph), columbus.expected[name]!.gi_binary)
    expectSame(giStar(figures(columbus.values[name]!), graph), columbus.expected[name]!.gistar_binary)
  })

  it.each([
    ['rate74_queen', rates],
    ['freeman_tukey74_queen', nc.freeman_tukey_1974],
  ])('North Carolina %s', (name, values) => {
    const graph = graphOf(nc.neighbours_queen)
    expectSame(gi(figures(values), graph), nc.expected[name]!.gi_binary)
    expectSame(giStar(figures(values), graph), nc.expected[name]!.gistar_binary)
  })

  it('islands: Gi says why there is none, Gi* is finite and flagged', () => {
    const graph = graphOf(nc.neighbours_ncCC89_with_islands)
    const islands = nc.neighbours_ncCC89_with_islands.flatMap((list, i) => (list.length === 0 ? [i] : []))
    expect(islands.length).toBe(2)
    const plain = gi(figures(rates), graph)
    expectSame(plain, nc.expected.rate74_ncCC89_islands!.gi)
    expect(islands.map((i) => reasonOf(plain.z, i))).toEqual(['no_neighbours', 'no_neighbours'])
    expect(discoveries(plain.z, plain.p).family).toBe(98)
    const star = giStar(figures(rates), graph)
    expectSame(star, nc.expected.rate74_ncCC89_islands!.gistar)
    expect(islands.map((i) => star.neighbours[i])).toEqual([0, 0])
  })

  it('four nearest and inverse distances', () => {
    const crime = figures(columbus.values.CRIME!)
    const { centroids, neighbours, gi_CRIME_z } = columbus.inverse_distance
    const [x, y] = [figures(centroids.map(([lon]) => lon)), figures(centroids.map(([, lat]) => lat))]
    const knn = nearest(x, y, 4)
    expect(lists(knn)).toEqual(columbus.knn4.neighbours)
    expectWithin(giStar(crime, knn).z, columbus.knn4.gistar_CRIME, 1e-9)
    expect(lists(distanceBand(x, y, columbus.inverse_distance.cutoff))).toEqual(neighbours)
    const weights = neighbours.map((list, i) => list.map((j) => 1 / Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)))
    expectWithin(gi(crime, graphOf(neighbours, weights)).z, gi_CRIME_z, 1e-9)
    expect(() => giStar(crime, graphOf(neighbours, weights))).toThrow('withSelf')
    expect(() => giStar(crime, withSelf(graphOf(neighbours, weights), 1))).not.toThrow()
  })

  it('the lattice of Getis and Ord at five distances, and their printed figures', () => {
    type Bands = Record<string, { gi: number[]; gistar: number[] }>
    const set = oracle<{
      x: number[]
      y: number[]
      value: number[]
      binary_distance_band_results: Bands
      published: Record<string, number>
    }>('getisord_16x16')
    const cell = set.published.cell_index0!
    for (const [name, expected] of Object.entries(set.binary_distance_band_results)) {
      const graph = distanceBand(figures(set.x), figures(set.y), Number(name.slice(1)))
      const plain = gi(figures(set.value), graph)
      expectWithin(plain.z, expected.gi, 1e-9)
      expectWithin(giStar(figures(set.value), graph).z, expected.gistar, 1e-9)
      expect(plain.z.values[cell]).toBeCloseTo(set.published[`gi_${name}`]!, 6)
      if (name === 'd30') expect(giStar(figures(set.value), graph).z.values[cell]).toBeCloseTo(1.45078, 5)
    }
  })

  it('the six points of the docstring of esda, binary; its row-standardised figures are a known trap', () => {
    const graph = distanceBand(figures([10, 20, 40, 15, 30, 30]), figures([10, 10, 10, 20, 20, 30]), 15)
    const values = figures([2, 3, 3.2, 5, 8, 7])
    const plain = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
    const star = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    for (const links of [graph, rowStandardised(graph)]) {
      expectWithin(gi(values, links).z, plain, 1e-7)
      expectWithin(giStar(values, links).z, star, 1e-7)
    }
  })

  it('bins of each p by itself', () => {
    const graph = graphOf(columbus.neighbours_queen)
    for (const [method, name] of [
      [gi, 'gi_binary'],
      [giStar, 'gistar_binary'],
    ] as const) {
      const { z, p } = method(figures(columbus.values.CRIME!), graph)
      const { bin_raw } = columbus.expected.CRIME![name] as Expected & { bin_raw: number[] }
      expect([...rawBins(z, p)]).toEqual(bin_raw)
    }
  })

  it('H3 cells with their rings', () => {
    interface Cells {
      cells: string[]
      neighbours: number[][]
      count: number[]
      pop: number[]
      expected: Record<string, { gi_binary: Expected; gistar_binary: Expected }>
    }
    const set = oracle<Cells>('h3_res9_public')
    const graph = h3Rings(set.cells)
    expect(lists(graph)).toEqual(set.neighbours)
    const values = figures(set.count.map((count, i) => count / set.pop[i]!))
    expectSame(gi(values, graph), set.expected.rate!.gi_binary)
    expectSame(giStar(values, graph), set.expected.rate!.gistar_binary)
  })

  it('row-standardised weights give the z of binary ones to 1e-12', () => {
    for (const values of [columbus.values.CRIME!, columbus.values.HOVAL!]) {
      const graph = graphOf(columbus.neighbours_queen)
      const star = [...giStar(figures(values), graph).z.values]
      expectWithin(giStar(figures(values), rowStandardised(withSelf(graph))).z, star, 1e-12)
      expectWithin(giStar(figures(values), rowStandardised(graph)).z, star, 1e-12)
      const plain = [...gi(figures(values), graph).z.values]
      expectWithin(gi(figures(values), rowStandardised(graph)).z, plain, 1e-12)
    }
  })
})

function lists(graph: ReturnType<typeof graphOf>): number[][] {
  return Array.from({ length: graph.n }, (_, i) => [
    ...graph.neighbours.subarray(graph.offsets[i], graph.offsets[i + 1]),
  ])
}
