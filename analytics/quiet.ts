import { atLeast, atMost } from './poissonTail.ts'
import { discoveries } from './stats/fdr.ts'
import { type Column, column, put, reasonOf } from './stats/reasons.ts'

/**
 * What a small number of reports means: `unvisited` nobody was there, `unknown` it is not known whether anybody was,
 * `too-little` so few were expected that silence says nothing, `quiet` clearly fewer than expected, `busy` clearly more,
 * `usual` neither.
 */
export const SILENCES = ['unvisited', 'unknown', 'too-little', 'quiet', 'usual', 'busy'] as const
export type Silence = (typeof SILENCES)[number]

export interface Quietness {
  kinds: Silence[]
  /** Reports expected from the exposure at the common rate; a reason where there is no exposure. */
  expected: Column
  /** Two-sided, after Benjamini–Hochberg over all areas with exposure. */
  adjusted: Column
  /** Reports per unit of exposure, of all areas that have any; null where none has. */
  rate: number | null
  family: number
}

/** Below this many expected reports even none at all is likelier than 5 %: e^(−3) = 0.0498. */
const TELLING = 3
const ALPHA = 0.05

/**
 * Tells quiet places from places where nobody was. Under the common rate r = Σ c / Σ e, the count of an area with exposure
 * e is Poisson with mean r e; its two-sided p is twice the smaller tail (exact, conservative), adjusted over the family.
 * @param counts reports, whole numbers ≥ 0 @param exposure hours somebody was there, residents or premises; 0: none; NaN:
 *   not known
 */
export function quietness(counts: Float64Array, exposure: Float64Array): Quietness {
  const expected = column(counts.length)
  const p = column(counts.length)
  const seen = [...counts.keys()].filter((i) => exposure[i]! > 0)
  const all = seen.reduce((sum, i) => sum + exposure[i]!, 0)
  const rate = all === 0 ? null : seen.reduce((sum, i) => sum + counts[i]!, 0) / all
  const side = column(counts.length)
  for (const [i, count] of counts.entries()) {
    if (!(exposure[i]! > 0) || rate === null) {
      const reason = Number.isNaN(exposure[i]!) ? 'value_missing' : count > 0 ? 'cases_without_exposure' : 'no_exposure'
      for (const column of [expected, p, side]) put(column, i, reason)
      continue
    }
    const mean = rate * exposure[i]!
    put(expected, i, mean)
    put(p, i, Math.min(1, 2 * Math.min(atMost(count, mean), atLeast(count, mean))))
    put(side, i, count - mean)
  }
  const { adjusted, family } = discoveries(side, p)
  const kinds = Array.from(counts, (count, i): Silence => {
    if (Number.isNaN(exposure[i]!)) return 'unknown'
    if (reasonOf(expected, i) !== null) return 'unvisited'
    if (adjusted.values[i]! <= ALPHA) return count < expected.values[i]! ? 'quiet' : 'busy'
    return expected.values[i]! < TELLING ? 'too-little' : 'usual'
  })
  return { kinds, expected, adjusted, rate, family }
}
