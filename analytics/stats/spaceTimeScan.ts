import { byDistance } from './circles.ts'
import { randomBelow } from './random.ts'
import type { Reason } from './reasons.ts'
import { logLikelihoodRatio } from './scanRatio.ts'

export type SpaceTimeScan =
  | {
      kind: 'cluster'
      centre: number
      /** Ascending. */
      members: number[]
      /** Slices up to and with the last one. */
      length: number
      observed: number
      expected: number
      logLikelihoodRatio: number
      /** (1 + draws at least as extreme) / (1 + draws); null without draws. */
      p: number | null
    }
  | { kind: 'none'; reason: Reason }

interface Options {
  longest: number
  /** Largest share of all cases in a circle, 0.5 by default. */
  share?: number
  /** Monte Carlo draws, each shuffling the times over the cases; 0 for none. */
  draws?: number
  seed?: number
}

/**
 * The prospective space-time permutation scan: of all cylinders that reach to the last slice, circles of at most `share`
 * of the cases over at most `longest` slices, the one with the largest likelihood ratio. It needs no population:
 *
 *   E = cases in the circle in all slices · cases everywhere in the slices ÷ all cases
 *
 * so a place that is always busy and a week that is busy everywhere are no clusters. M. Kulldorff, R. Heffernan, J. Hartman,
 * R. Assunção & F. Mostashari, PLoS Medicine 2 (2005) e59.
 * @param counts slice by slice: place i of slice t is at t · n + i; whole numbers ≥ 0
 * @throws RangeError when the counts are no whole slices or no counts
 */
export function spaceTimeScan(
  x: Float64Array,
  y: Float64Array,
  counts: Float64Array,
  { longest, share = 0.5, draws = 0, seed = 1 }: Options,
): SpaceTimeScan {
  const n = x.length
  const steps = n === 0 ? 0 : counts.length / n
  if (!Number.isInteger(steps)) throw new RangeError(`${counts.length} counts are no whole slices of ${n} places`)
  if (!counts.every((count) => Number.isInteger(count) && count >= 0))
    throw new RangeError('a count is no whole number')
  if (total(counts) === 0) return { kind: 'none', reason: 'no_cases' }
  const orders = byDistance(x, y)
  const found = bestCylinder(counts, orders, n, longest, share)
  if (found === null) return { kind: 'none', reason: 'zero_variance' }
  const { centre, size, length, observed, expected, ratio } = found
  let extreme = 0
  const shuffled = shuffler(counts, n, seed)
  for (let draw = 0; draw < draws; draw++) {
    if ((bestCylinder(shuffled(), orders, n, longest, share)?.ratio ?? 0) >= ratio) extreme++
  }
  return {
    kind: 'cluster',
    centre,
    members: [...orders.subarray(centre * n, centre * n + size)].sort((a, b) => a - b),
    length,
    observed,
    expected,
    logLikelihoodRatio: ratio,
    p: draws === 0 ? null : (extreme + 1) / (draws + 1),
  }
}

interface Cylinder {
  centre: number
  size: number
  length: number
  observed: number
  expected: number
  ratio: number
}

function bestCylinder(
  counts: Float64Array,
  orders: Uint32Array,
  n: number,
  longest: number,
  share: number,
): Cylinder | null {
  const steps = counts.length / n
  const all = total(counts)
  const always = fromSlice(counts, n, 0)
  let best: Cylinder | null = null
  for (let length = 1; length <= Math.min(longest, steps); length++) {
    const recent = fromSlice(counts, n, steps - length)
    const slices = total(recent)
    for (let centre = 0; centre < n; centre++) {
      let observed = 0
      let inside = 0
      for (let size = 1; size <= n; size++) {
        const i = orders[centre * n + size - 1]!
        observed += recent[i]!
        inside += always[i]!
        if (inside > share * all) break
        const expected = (inside * slices) / all
        const ratio = logLikelihoodRatio(observed, expected, all)
        if (ratio > (best?.ratio ?? 0)) best = { centre, size, length, observed, expected, ratio }
      }
    }
  }
  return best
}

/** Gives the cases of every draw times of other cases: places and slices keep their totals. */
function shuffler(counts: Float64Array, n: number, seed: number): () => Float64Array {
  const cells = [...counts].flatMap((count, at) => Array<number>(count).fill(at))
  const places = cells.map((at) => at % n)
  const slices = cells.map((at) => Math.floor(at / n))
  const below = randomBelow(seed)
  return () => {
    const drawn = new Float64Array(counts.length)
    for (let i = slices.length - 1; i >= 0; i--) {
      const j = below(i + 1)
      const slice = slices[j]!
      slices[j] = slices[i]!
      slices[i] = slice
      drawn[slice * n + places[i]!]!++
    }
    return drawn
  }
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

/** The cases of each place from a slice on. */
function fromSlice(counts: Float64Array, n: number, from: number): Float64Array {
  const sums = new Float64Array(n)
  for (let at = from * n; at < counts.length; at++) sums[at % n]! += counts[at]!
  return sums
}
