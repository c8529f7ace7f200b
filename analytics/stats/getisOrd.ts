/** Local Getis–Ord statistics: where high (or low) values stand together more closely than chance would put them. */
import { degree, type Graph, induced } from './graph.ts'
import { type Moments, momentsOf } from './moments.ts'
import { twoSided } from './normal.ts'
import { type Column, put, type Reason } from './reasons.ts'

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
  const { scores, neighbours } = star ? starScores(links, moments) : otherScores(links, moments)
  const z: Column = { values: scores, reasons: new Uint8Array(graph.n) }
  const p: Column = { values: new Float64Array(graph.n), reasons: z.reasons }
  for (let i = 0; i < scores.length; i++) p.values[i] = twoSided(scores[i]!)
  const { present } = moments
  const none = moments.constant || moments.n < (star ? 2 : 3)
  const oddOne = star ? -1 : moments.oddOne
  for (let i = 0; i < scores.length; i++) {
    if (!none && present[i] === 1 && i !== oddOne && !Number.isNaN(scores[i]!)) continue
    const reason = refusalOf(i, neighbours, moments, star)
    put(z, i, reason)
    put(p, i, reason)
  }
  return { z, p, neighbours }
}

interface Scores {
  /** z, where it is defined. */
  scores: Float64Array
  /** Links to others. */
  neighbours: Uint32Array
}

interface NeighbourSums {
  /** Σ_j w_ij x_j. */
  sums: Float64Array
  /** W_i = Σ_j w_ij. */
  weights: Float64Array
  /** Σ_j w_ij². */
  squares: Float64Array
  /** Links to others. */
  neighbours: Uint32Array
}

const ROUNDING = 1e-12

/** The formula of Gi* with every value less the same number, which does not change it. NaN where the neighbourhood is everything. */
function starScores(graph: Graph, moments: Moments): Scores {
  const { n, variance, shifted, shiftedMean } = moments
  const s2 = variance / (n - 1)
  const scale = (weight: number, square: number) => {
    const spread = n * square - weight * weight
    return spread <= ROUNDING * n * square ? Number.NaN : 1 / Math.sqrt(s2 * spread)
  }
  if (graph.weights === null) return countedStarScores(graph, moments, scale)
  const { sums, weights, squares, neighbours } = weightedSums(graph, graph.weights, shifted, true)
  const scores = sums.map((sum, i) => (sum - shiftedMean * weights[i]!) * scale(weights[i]!, squares[i]!))
  return { scores, neighbours }
}

/** Where every link weighs 1, the weights are the number of links: one pass, and one root for each such number. */
function countedStarScores(graph: Graph, moments: Moments, scale: (weight: number, square: number) => number): Scores {
  const { n, offsets, neighbours: list } = graph
  const { shifted: x, shiftedMean } = moments
  const scores = new Float64Array(n)
  const neighbours = new Uint32Array(n)
  let most = 0
  for (let i = 0; i < n; i++) most = Math.max(most, degree(graph, i))
  const scales = Float64Array.from({ length: most + 2 }, (_, links) => scale(links, links))
  for (let i = 0; i < n; i++) {
    const from = offsets[i]!
    const end = offsets[i + 1]!
    let sum = x[i]!
    let itself = 0
    for (let at = from; at < end; at++) {
      const j = list[at]!
      if (j === i) itself = 1
      else sum += x[j]!
    }
    const links = end - from - itself
    neighbours[i] = links
    scores[i] = (sum - shiftedMean * (links + 1)) * scales[links + 1]!
  }
  return { scores, neighbours }
}

/** That of Gi, likewise; NaN at an island too. */
function otherScores(graph: Graph, { n, variance, shifted, shiftedMean }: Moments): Scores {
  const ones = graph.weights ?? new Float64Array(graph.neighbours.length).fill(1)
  const { sums, weights, squares, neighbours } = weightedSums(graph, ones, shifted, false)
  const scores = sums.map((sum, i) => {
    const [weight, square] = [weights[i]!, squares[i]!]
    const own = shifted[i]! - shiftedMean
    const meanOfOthers = (n * shiftedMean - shifted[i]!) / (n - 1)
    const varianceOfOthers = (n * variance - own * own) / (n - 1) - (own / (n - 1)) ** 2
    const spread = (n - 1) * square - weight * weight
    const everything = spread <= ROUNDING * (n - 1) * square
    return everything ? Number.NaN : (sum - meanOfOthers * weight) / Math.sqrt((varianceOfOthers / (n - 2)) * spread)
  })
  return { scores, neighbours }
}

/** Why an area has no z. */
function refusalOf(i: number, neighbours: Uint32Array, moments: Moments, star: boolean): Reason {
  if (moments.present[i] === 0) return 'value_missing'
  if (moments.n < (star ? 2 : 3)) return 'too_few_areas'
  if (moments.constant || (!star && moments.oddOne === i)) return 'zero_variance'
  if (!star && neighbours[i] === 0) return 'no_neighbours'
  return 'neighbourhood_is_everything'
}

/** With `star` the area itself belongs to each sum, else its link to itself is left out. */
function weightedSums(graph: Graph, w: Float64Array, x: Float64Array, star: boolean): NeighbourSums {
  const { n, offsets, neighbours: list } = graph
  const [sums, weights, squares] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const neighbours = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    let own: number | null = null
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const j = list[at]!
      if (j === i) {
        own = w[at]!
        continue
      }
      add(i, j, w[at]!)
      neighbours[i]!++
    }
    if (star) add(i, i, own ?? weightOfEach(i))
  }
  return { sums, weights, squares, neighbours }

  function add(i: number, j: number, weight: number): void {
    sums[i]! += weight * x[j]!
    weights[i]! += weight
    squares[i]! += weight * weight
  }

  /** The weight that each neighbour of an area has, 1 without neighbours. */
  function weightOfEach(i: number): number {
    const links = neighbours[i]!
    if (links === 0) return 1
    const unequal = Math.abs(links * squares[i]! - weights[i]! ** 2) > 1e-9 * links * squares[i]!
    if (unequal) throw new RangeError(`area ${i} has unequal weights and none of its own: use withSelf`)
    return weights[i]! / links
  }
}
