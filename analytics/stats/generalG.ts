import { type Global, none, standardise } from './globalZ.ts'
import { type Graph, induced } from './graph.ts'
import { lag, linkSums } from './linkSums.ts'
import { momentsOf } from './moments.ts'

/**
 * The general G: whether high values stand together (z above 0) or low ones do (below). For values that are not
 * negative, such as counts and rates.
 *
 *   G = Σ_{i≠j} w_ij x_i x_j / Σ_{i≠j} x_i x_j,   E = S0 / (n(n − 1))
 *   E(G²) = (B0 m2² + B1 m4 + B2 m1² m2 + B3 m1 m3 + B4 m1⁴) / ((m1² − m2)² n(n − 1)(n − 2)(n − 3)),   m_k = Σ x^k
 *
 * A. Getis & J. K. Ord, The analysis of spatial association by use of distance statistics, Geographical Analysis 24
 * (1992) 189–206, eqs. (6)–(8), with B1 = −((n² − n)S1 − 2n S2 + 6 S0²) as corrected in spdep (the print has 3 S0²).
 */
export function generalG(values: Float64Array, graph: Graph): Global {
  const { n, present, constant, scale } = momentsOf(values)
  const links = n === graph.n ? graph : induced(graph, present)
  if (n < 4) return none('too_few_areas')
  if (constant) return none('zero_variance')
  const { s0, s1, s2 } = linkSums(links)
  if (s0 === 0) return none('no_neighbours')
  const x = values.map((value, i) => (present[i] === 1 ? value * scale : 0))
  const [m1, m2, m3, m4] = [1, 2, 3, 4].map((k) => x.reduce((sum, value) => sum + value ** k, 0)) as Powers
  const pairs = m1 * m1 - m2
  if (pairs === 0) return none('no_cases')
  const lagged = lag(links, x)
  const statistic = x.reduce((sum, value, i) => sum + value * lagged[i]!, 0) / pairs
  const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0
  const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
  const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0 * s0)
  const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 * s0
  const b4 = s1 - s2 + s0 * s0
  const above = b0 * m2 ** 2 + b1 * m4 + b2 * m1 ** 2 * m2 + b3 * m1 * m3 + b4 * m1 ** 4
  const second = above / (pairs ** 2 * n * (n - 1) * (n - 2) * (n - 3))
  const expected = s0 / (n * (n - 1))
  return standardise(statistic, expected, second - expected ** 2)
}

type Powers = [number, number, number, number]
