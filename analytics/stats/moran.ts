/** Moran's I: whether neighbours are alike (z above 0) or unlike (below), over all areas. */
import { type Global, none, standardise } from './globalZ.ts'
import { type Graph, induced } from './graph.ts'
import { lag, linkSums } from './linkSums.ts'
import { deviationsOf, momentsOf } from './moments.ts'

/**
 *   I = (n / S0) · Σ_ij w_ij z_i z_j / Σ z_i²,   z = x − x̄,   E = −1 / (n − 1)
 *   E(I²) = (n((n² − 3n + 3)S1 − n S2 + 3 S0²) − k((n² − n)S1 − 2n S2 + 6 S0²)) / ((n − 1)(n − 2)(n − 3) S0²)
 *
 * with k = (Σ z⁴ / n) / (Σ z² / n)², the variance under randomisation: A. D. Cliff & J. K. Ord, Spatial Processes (1981),
 * eqs. (1.44), (2.20), (2.22). n counts every area with a value, islands too. At least 4 are needed.
 */
export function moran(values: Float64Array, graph: Graph): Global {
  const moments = momentsOf(values)
  const { n, present, constant } = moments
  const z = deviationsOf(moments)
  const links = n === graph.n ? graph : induced(graph, present)
  const { s0, s1, s2 } = linkSums(links)
  if (n < 4) return none('too_few_areas')
  if (constant) return none('zero_variance')
  if (s0 === 0) return none('no_neighbours')
  const lagged = lag(links, z)
  let squares = 0
  let fourths = 0
  let cross = 0
  for (let i = 0; i < graph.n; i++) {
    squares += z[i]! ** 2
    fourths += z[i]! ** 4
    cross += z[i]! * lagged[i]!
  }
  const k = (n * fourths) / squares ** 2
  const ordered = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
  const kurtosis = k * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
  const second = (ordered - kurtosis) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0)
  const expected = -1 / (n - 1)
  return standardise((n / s0) * (cross / squares), expected, second - expected * expected)
}
