import type { Graph } from './graph.ts'

/** The three sums over all links that the moments of the global statistics are made of (Cliff & Ord 1981, p. 19). */
export interface LinkSums {
  /** S0 = Σ_i Σ_j w_ij. */
  s0: number
  /** S1 = ½ Σ_i Σ_j (w_ij + w_ji)². */
  s1: number
  /** S2 = Σ_i (Σ_j w_ij + Σ_j w_ji)². */
  s2: number
}

export function linkSums(graph: Graph): LinkSums {
  const { n, offsets, neighbours, weights } = graph
  const both = new Float64Array(n)
  let s0 = 0
  let s1 = 0
  for (let i = 0; i < n; i++) {
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const j = neighbours[at]!
      const w = weights === null ? 1 : weights[at]!
      s0 += w
      s1 += w * (w + weightOf(graph, j, i))
      both[i]! += w
      both[j]! += w
    }
  }
  return { s0, s1, s2: both.reduce((sum, one) => sum + one * one, 0) }
}

/** w_ij, 0 where there is no link. */
function weightOf({ offsets, neighbours, weights }: Graph, i: number, j: number): number {
  let low = offsets[i]!
  let high = offsets[i + 1]!
  while (low < high) {
    const middle = (low + high) >> 1
    if (neighbours[middle]! < j) low = middle + 1
    else high = middle
  }
  if (low === offsets[i + 1] || neighbours[low] !== j) return 0
  return weights === null ? 1 : weights[low]!
}

/** Σ_j w_ij x_j for each area. */
export function lag(graph: Graph, x: Float64Array): Float64Array {
  const { n, offsets, neighbours, weights } = graph
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++)
      sum += (weights === null ? 1 : weights[at]!) * x[neighbours[at]!]!
    sums[i] = sum
  }
  return sums
}
