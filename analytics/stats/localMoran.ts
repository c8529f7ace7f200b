import { type Graph, induced } from './graph.ts'
import { lag } from './linkSums.ts'
import { type Moments, momentsOf } from './moments.ts'
import { twoSided } from './normal.ts'
import { type Column, column, put, type Reason } from './reasons.ts'

/** What an area is, and what its neighbours are, against the mean of all. */
export const QUADRANTS = ['High-High', 'Low-High', 'Low-Low', 'High-Low'] as const
export type Quadrant = (typeof QUADRANTS)[number]

export interface LocalMoran {
  statistic: Column
  /** Expectation and variance given the area's own value (conditional randomisation). */
  expected: Column
  variance: Column
  z: Column
  /** Two-sided. */
  p: Column
  /** Positions in {@link QUADRANTS}. Of no meaning where there is a reason. */
  quadrants: Uint8Array
}

/**
 *   I_i = (z_i / m2) Σ_j w_ij z_j,   m2 = Σ z² / n
 *   E = −z_i² W_i / ((n − 1) m2)
 *   Var = (z_i / m2)² · n / (n − 2) · (Σ_j w_ij² − W_i² / (n − 1)) · (m2 − z_i² / (n − 1))
 *
 * L. Anselin, Local indicators of spatial association, Geographical Analysis 27 (1995) 93–115, eq. (12); conditional
 * moments of R. R. Sokal, N. L. Oden & B. A. Thomson, Geographical Analysis 30 (1998) 331–354. This is spdep's
 * `localmoran(mlvar = TRUE, conditional = TRUE)`: m2 divides by n, where esda divides by n − 1.
 * @param graph usually row-standardised; links of an area to itself are no part of it
 */
export function localMoran(values: Float64Array, graph: Graph): LocalMoran {
  if (values.length !== graph.n) throw new RangeError(`${values.length} values for ${graph.n} areas`)
  const moments = momentsOf(values)
  const links = moments.n === graph.n ? graph : induced(graph, moments.present)
  const lagged = lag(links, moments.deviations)
  const z = column(graph.n)
  const like = (): Column => ({ values: new Float64Array(graph.n), reasons: z.reasons })
  const [statistic, expected, variance, p] = [like(), like(), like(), like()]
  const quadrants = new Uint8Array(graph.n)
  for (let i = 0; i < graph.n; i++) {
    const local = localAt(i, lagged[i]!, links, moments)
    put(z, i, typeof local === 'string' ? local : (local.statistic - local.expected) / Math.sqrt(local.variance))
    if (typeof local === 'string') {
      for (const each of [statistic, expected, variance, p]) each.values[i] = Number.NaN
      continue
    }
    statistic.values[i] = local.statistic
    expected.values[i] = local.expected
    variance.values[i] = local.variance
    p.values[i] = twoSided(z.values[i]!)
    quadrants[i] = quadrant(moments.deviations[i]!, lagged[i]!)
  }
  return { statistic, expected, variance, z, p, quadrants }
}

interface Local {
  statistic: number
  expected: number
  variance: number
}

function localAt(i: number, lagged: number, graph: Graph, moments: Moments): Local | Reason {
  const { n, variance: m2, deviations, present, constant, oddOne } = moments
  const [weight, squares] = rowSums(graph, i)
  if (present[i] === 0) return 'value_missing'
  if (n < 3) return 'too_few_areas'
  if (constant || oddOne === i) return 'zero_variance'
  if (weight === 0) return 'no_neighbours'
  const z = deviations[i]!
  const spread = squares - weight ** 2 / (n - 1)
  if (spread <= 1e-12 * squares) return 'neighbourhood_is_everything'
  if (Math.abs(z) <= 1e-14 * Math.sqrt(m2)) return 'value_is_mean'
  return {
    statistic: (z / m2) * lagged,
    expected: (-(z ** 2) * weight) / ((n - 1) * m2),
    variance: (z / m2) ** 2 * (n / (n - 2)) * spread * (m2 - z ** 2 / (n - 1)),
  }
}

/** W_i and Σ_j w_ij². */
function rowSums({ offsets, weights }: Graph, i: number): [number, number] {
  if (weights === null) return [offsets[i + 1]! - offsets[i]!, offsets[i + 1]! - offsets[i]!]
  let sum = 0
  let squares = 0
  for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
    sum += weights[at]!
    squares += weights[at]! ** 2
  }
  return [sum, squares]
}

function quadrant(own: number, neighbours: number): number {
  if (own > 0) return neighbours > 0 ? 0 : 3
  return neighbours > 0 ? 1 : 2
}
