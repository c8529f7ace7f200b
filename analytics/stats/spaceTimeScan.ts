import { byDistance } from './circles.ts'
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
    }
  | { kind: 'none'; reason: Reason }

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
  { longest, share = 0.5 }: { longest: number; share?: number },
): SpaceTimeScan {
  const n = x.length
  const steps = n === 0 ? 0 : counts.length / n
  if (!Number.isInteger(steps)) throw new RangeError(`${counts.length} counts are no whole slices of ${n} places`)
  if (!counts.every((count) => Number.isInteger(count) && count >= 0))
    throw new RangeError('a count is no whole number')
  const everywhere = Float64Array.from({ length: steps }, (_, t) => total(counts.subarray(t * n, (t + 1) * n)))
  const all = total(everywhere)
  if (all === 0) return { kind: 'none', reason: 'no_cases' }
  const always = Float64Array.from({ length: n }, (_, i) => atPlace(counts, n, i, 0))
  const orders = byDistance(x, y)
  let best: Extract<SpaceTimeScan, { kind: 'cluster' }> | null = null
  for (let length = 1; length <= Math.min(longest, steps); length++) {
    const recent = Float64Array.from({ length: n }, (_, i) => atPlace(counts, n, i, steps - length))
    const slices = total(everywhere.subarray(steps - length))
    for (let centre = 0; centre < n; centre++) {
      const circle = orders.subarray(centre * n, (centre + 1) * n)
      let observed = 0
      let inside = 0
      for (const [at, i] of circle.entries()) {
        observed += recent[i]!
        inside += always[i]!
        if (inside > share * all) break
        const expected = (inside * slices) / all
        const ratio = logLikelihoodRatio(observed, expected, all)
        if (ratio <= (best?.logLikelihoodRatio ?? 0)) continue
        const members = [...circle.subarray(0, at + 1)]
        best = { kind: 'cluster', centre, members, length, observed, expected, logLikelihoodRatio: ratio }
      }
    }
  }
  if (best === null) return { kind: 'none', reason: 'zero_variance' }
  best.members.sort((a, b) => a - b)
  return best
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

/** The cases of a place from a slice on. */
function atPlace(counts: Float64Array, n: number, i: number, from: number): number {
  let sum = 0
  for (let at = from * n + i; at < counts.length; at += n) sum += counts[at]!
  return sum
}
