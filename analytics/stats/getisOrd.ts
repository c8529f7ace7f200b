/** Local Getis–Ord statistics: where high (or low) values stand together more closely than chance would put them. */
import { degree, type Graph, induced } from './graph.ts'
import { type Moments, momentsOf } from './moments.ts'
import { twoSided } from './normal.ts'
import { type Column, column, put, type Reason } from './reasons.ts'

export interface LocalZ {
  z: Column
  /** Two-sided, under the normal approximation; a reason wherever z has one. */
  p: Column
  /** How many neighbours entered, the area itself not counted: 0 flags an island. */
  neighbours: Uint32Array
}

/**
 * Gi*, the area itself included:
 *
 *   z_i = (Σ_j w_ij x_j − x̄ W_i) / (S √((n Σ_j w_ij² − W_i²) / (n − 1))),  S² = Σ (x − x̄)² / n
 *
 * J. K. Ord & A. Getis, Local spatial autocorrelation statistics, Geographical Analysis 27 (1995) 286–306, eq. (7);
 * eq. (14.2) of Getis & Ord 1996. Multiplying the weights of an area by a number leaves its z.
 *
 * Where the graph has no link of an area to itself, one is added with the weight that each of its neighbours has: 1, or in
 * a row-standardised graph 1/k, which up to scale is 1/(k + 1) for each.
 * @param values one an area; what is no finite number is left out of mean, variance and neighbourhoods
 * @throws RangeError when the graph is of another size, or has unequal weights and no self link (`withSelf` adds one)
 */
export function giStar(values: Float64Array, graph: Graph): LocalZ {
  return local(values, graph, true)
}

/**
 * Gi, the area itself left out of its sum, of the mean and of the variance:
 *
 *   z_i = (Σ_{j≠i} w_ij x_j − x̄(i) W_i) / (s(i) √(((n − 1) Σ_{j≠i} w_ij² − W_i²) / (n − 2)))
 *
 * with x̄(i) and s(i)² the mean and population variance of the n − 1 others. Ord & Getis 1995, eq. (6).
 */
export function gi(values: Float64Array, graph: Graph): LocalZ {
  return local(values, graph, false)
}

function local(values: Float64Array, graph: Graph, star: boolean): LocalZ {
  if (values.length !== graph.n) throw new RangeError(`${values.length} values for ${graph.n} areas`)
  const moments = momentsOf(values)
  const links = moments.n === graph.n ? graph : induced(graph, moments.present)
  const z = column(graph.n)
  const p: Column = { values: new Float64Array(graph.n), reasons: z.reasons }
  const neighbours = new Uint32Array(graph.n)
  const sums = { value: 0, weight: 0, squares: 0, self: false }
  for (let i = 0; i < graph.n; i++) {
    gather(i, links, moments.shifted, star, sums)
    neighbours[i] = degree(links, i) - Number(sums.self)
    put(z, i, score(i, sums, moments, star, neighbours[i]!))
    p.values[i] = z.reasons[i] === 0 ? twoSided(z.values[i]!) : Number.NaN
  }
  return { z, p, neighbours }
}

interface Sums {
  /** Σ w x. */
  value: number
  /** W = Σ w. */
  weight: number
  /** Σ w². */
  squares: number
  /** The graph links the area to itself. */
  self: boolean
}

function gather(i: number, graph: Graph, x: Float64Array, star: boolean, into: Sums): void {
  const { offsets, neighbours, weights } = graph
  const end = offsets[i + 1]!
  let value = 0
  let weight = 0
  let squares = 0
  let self = false
  for (let at = offsets[i]!; at < end; at++) {
    const j = neighbours[at]!
    if (j === i) {
      self = true
      if (!star) continue
    }
    const w = weights === null ? 1 : weights[at]!
    value += w * x[j]!
    weight += w
    squares += w * w
  }
  if (star && !self) {
    const links = end - offsets[i]!
    const unequal = Math.abs(links * squares - weight * weight) > 1e-9 * links * squares
    if (unequal) throw new RangeError(`area ${i} has unequal weights and none of its own: use withSelf`)
    const own = links === 0 ? 1 : weight / links
    value += own * x[i]!
    weight += own
    squares += own * own
  }
  into.value = value
  into.weight = weight
  into.squares = squares
  into.self = self
}

/** The formulas above with every value less the same number, which changes neither. */
function score(i: number, sums: Sums, moments: Moments, star: boolean, neighbours: number): number | Reason {
  const { n, variance, deviations, shifted, shiftedMean, present, constant, oddOne } = moments
  const others = star ? n : n - 1
  if (present[i] === 0) return 'value_missing'
  if (others < 2) return 'too_few_areas'
  if (constant || (!star && oddOne === i)) return 'zero_variance'
  if (!star && neighbours === 0) return 'no_neighbours'
  const spread = others * sums.squares - sums.weight * sums.weight
  if (spread <= 1e-12 * others * sums.squares) return 'neighbourhood_is_everything'
  const own = deviations[i]!
  const mean = star ? shiftedMean : (n * shiftedMean - shifted[i]!) / others
  const s2 = star ? variance : (n * variance - own * own) / others - (own / others) ** 2
  return (sums.value - mean * sums.weight) / Math.sqrt((s2 * spread) / (others - 1))
}
