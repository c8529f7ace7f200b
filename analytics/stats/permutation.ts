import { degree, type Graph, induced } from './graph.ts'
import { momentsOf } from './moments.ts'
import { randomBelow } from './random.ts'
import { type Column, column, put } from './reasons.ts'

/**
 * Conditional permutation: the value of an area stays, its neighbours get values drawn without repetition from all the
 * others, and Σ_j w_ij x_j is compared with what is there. With `above` and `below` the draws at least and at most as
 * large, the pseudo p of R draws is
 *
 *   p = min(1, 2 · (min(above, below) + 1) / (R + 1))
 *
 * two-sided, not the folded one-sided value of esda and GeoDa. L. Anselin, Geographical Analysis 27 (1995) 93–115, p. 96;
 * the + 1 of B. V. North, D. Curtis & P. C. Sham, Am. J. Hum. Genet. 71 (2002) 439–441. Gi, Gi* and local Moran's I of
 * an area are monotone in that sum, so the p is that of each of them. All areas share the same draws.
 * @returns p with a reason where there is none: no value, no neighbours, no two values that differ
 */
export function permutationP(
  values: Float64Array,
  graph: Graph,
  draws: { permutations: number; seed: number },
): Column {
  const { present, n, shifted, constant } = momentsOf(values)
  const links = n === graph.n ? graph : induced(graph, present)
  const p = column(graph.n)
  const pool = shifted.filter((_, i) => present[i] === 1)
  const most = Math.max(0, ...Array.from(values, (_, i) => degree(links, i)))
  const table = drawTable(n - 1, Math.min(most, n - 1), draws)
  let rank = 0
  for (let i = 0; i < graph.n; i++) {
    const { offsets, neighbours } = links
    const others = degree(links, i) - Number(neighbours.subarray(offsets[i], offsets[i + 1]).includes(i))
    if (present[i] === 0) put(p, i, 'value_missing')
    else if (constant) put(p, i, 'zero_variance')
    else if (others === 0) put(p, i, 'no_neighbours')
    else if (others === n - 1) put(p, i, 'neighbourhood_is_everything')
    else put(p, i, pseudoP(i, rank, links, shifted, pool, table))
    rank += present[i]!
  }
  return p
}

interface Draws {
  permutations: number
  /** Numbers a draw. */
  width: number
  /** Positions among the others, draw by draw. */
  positions: Uint32Array
}

/** The first `width` cards of a deck shuffled again for each draw (Fisher–Yates). */
function drawTable(
  others: number,
  width: number,
  { permutations, seed }: { permutations: number; seed: number },
): Draws {
  const below = randomBelow(seed)
  const deck = Uint32Array.from({ length: Math.max(0, others) }, (_, i) => i)
  const positions = new Uint32Array(permutations * Math.max(0, width))
  for (let at = 0; at < positions.length; at++) {
    const card = at % width
    const other = card + below(others - card)
    const drawn = deck[other]!
    deck[other] = deck[card]!
    deck[card] = drawn
    positions[at] = drawn
  }
  return { permutations, width, positions }
}

function pseudoP(
  i: number,
  rank: number,
  { offsets, neighbours, weights }: Graph,
  x: Float64Array,
  pool: Float64Array,
  { permutations, width, positions }: Draws,
): number {
  const own: number[] = []
  let observed = 0
  for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
    const j = neighbours[at]!
    if (j === i) continue
    const w = weights === null ? 1 : weights[at]!
    own.push(w)
    observed += w * x[j]!
  }
  let above = 0
  let below = 0
  for (let draw = 0; draw < permutations; draw++) {
    let sum = 0
    for (let k = 0; k < own.length; k++) {
      const position = positions[draw * width + k]!
      sum += own[k]! * pool[position < rank ? position : position + 1]!
    }
    if (sum >= observed) above++
    if (sum <= observed) below++
  }
  return Math.min(1, (2 * (Math.min(above, below) + 1)) / (permutations + 1))
}
