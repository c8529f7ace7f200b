import { type Graph, induced } from './graph.ts'
import { lag } from './linkSums.ts'
import { deviationsOf, type Moments, momentsOf } from './moments.ts'
import { twoSided } from './normal.ts'
import { type Column, column, put, type Reason } from './reasons.ts'

/** What an area is, and what its neighbours are, against the mean of all. */
export const QUADRANTS = ['High-High', 'Low-High', 'Low-Low', 'High-Low'] as const
export type Quadrant = (typeof QUADRANTS)[number]

export interface LocalMoran {
  statistic: Column
  /** Expectation and variance under the randomisation asked for. */
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
 *
 * With `total` the moments are those over all arrangements, the own value moving too (Anselin 1995, eqs. (13), (14)):
 *
 *   E = −W_i / (n − 1),   b2 = (Σ z⁴ / n) / m2²
 *   Var = Σ_j w_ij² (n − b2)/(n − 1) + (W_i² − Σ_j w_ij²)(2 b2 − n)/((n − 1)(n − 2)) − W_i²/(n − 1)²
 *
 * @param graph usually row-standardised; a link of an area to itself is taken as one more neighbour, so leave it out
 * @param randomisation what is held fixed: the own value (`conditional`, the default) or nothing (`total`)
 * @throws RangeError when the graph is of another size
 */
export function localMoran(
  values: Float64Array,
  graph: Graph,
  randomisation: 'conditional' | 'total' = 'conditional',
): LocalMoran {
  if (values.length !== graph.n) throw new RangeError(`${values.length} values for ${graph.n} areas`)
  const moments = momentsOf(values)
  const links = moments.n === graph.n ? graph : induced(graph, moments.present)
  const deviations = deviationsOf(moments)
  const lagged = lag(links, deviations)
  const b2 = randomisation === 'total' ? kurtosis(deviations, moments) : null
  const z = column(graph.n)
  const like = (): Column => ({ values: new Float64Array(graph.n), reasons: z.reasons })
  const [statistic, expected, variance, p] = [like(), like(), like(), like()]
  const quadrants = new Uint8Array(graph.n)
  for (let i = 0; i < graph.n; i++) {
    const local = localAt(i, deviations[i]!, lagged[i]!, links, moments, b2)
    put(z, i, typeof local === 'string' ? local : (local.statistic - local.expected) / Math.sqrt(local.variance))
    if (typeof local === 'string') {
      for (const each of [statistic, expected, variance, p]) each.values[i] = Number.NaN
      continue
    }
    statistic.values[i] = local.statistic
    expected.values[i] = local.expected
    variance.values[i] = local.variance
    p.values[i] = twoSided(z.values[i]!)
    quadrants[i] = quadrant(deviations[i]!, lagged[i]!)
  }
  return { statistic, expected, variance, z, p, quadrants }
}

interface Local {
  statistic: number
  expected: number
  variance: number
}

function localAt(
  i: number,
  z: number,
  lagged: number,
  graph: Graph,
  { n, variance: m2, present, constant, oddOne }: Moments,
  b2: number | null,
): Local | Reason {
  const [weight, squares] = rowSums(graph, i)
  if (present[i] === 0) return 'value_missing'
  if (n < 3) return 'too_few_areas'
  if (constant || oddOne === i) return 'zero_variance'
  if (weight === 0) return 'no_neighbours'
  const spread = squares - weight ** 2 / (n - 1)
  if (spread <= 1e-12 * squares) return 'neighbourhood_is_everything'
  if (Math.abs(z) <= 1e-14 * Math.sqrt(m2)) return 'value_is_mean'
  if (b2 !== null) {
    const [square, apart] = [(n - b2) / (n - 1), (2 * b2 - n) / ((n - 1) * (n - 2))]
    const variance = squares * square + (weight ** 2 - squares) * apart - (weight / (n - 1)) ** 2
    return { statistic: (z / m2) * lagged, expected: -weight / (n - 1), variance }
  }
  return {
    statistic: (z / m2) * lagged,
    expected: (-(z ** 2) * weight) / ((n - 1) * m2),
    variance: (z / m2) ** 2 * (n / (n - 2)) * spread * (m2 - z ** 2 / (n - 1)),
  }
}

function kurtosis(deviations: Float64Array, { n, variance }: Moments): number {
  return deviations.reduce((sum, z) => sum + z ** 4, 0) / n / variance ** 2
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
