import type { Constraint } from '../plan/constraint.ts'
import type { Visit } from './visit.ts'

/**
 * Why a premises cannot do with fewer visits beside its locked ones, nor have more of its checks served. `apart`: as many
 * checks as visits, no two of which can share one: seen at a glance; and every check that has a half-day at all is
 * served. `exhausted`: every way of putting its checks (at most MOST_EXHAUSTED) into visits was tried; a checker tries
 * them again its own way. `not-proven`: the search ended before it had tried everything; fewer than `atLeast` are
 * impossible. `kept`: a re-plan kept visits that were planned already, and merging anew would do with `fewest`.
 */
export type Proof = { premises: string; visits: number } & (
  | { kind: 'apart'; checks: readonly string[] }
  | { kind: 'exhausted' }
  | { kind: 'not-proven'; atLeast: number }
  | { kind: 'kept'; fewest: number }
)

/** Trying every way again takes 3ⁿ steps for n checks. */
export const MOST_EXHAUSTED = 12

/** More visits than the windows alone would need, and the constraints that force them. */
export interface Split {
  premises: string
  /** Visits that the windows alone would need, and visits there are; locked ones not counted. */
  byWindows: number
  visits: number
  /** Irreducible: these alone force more than the windows need, and without any one of them the rest does not. */
  because: readonly ('incompatible' | 'crew-size' | 'half-day-length' | 'cool-off' | 'opening-hours' | 'officers')[]
}

/** Planned checks that no visit can serve, and the smallest set of constraints that excludes them. */
export interface Unmerged {
  check: string
  because: readonly Constraint[]
}

/** The fewest visits that serve every planned check that can be served. */
export interface Merged {
  visits: Visit[]
  proofs: Proof[]
  splits: Split[]
  unmerged: Unmerged[]
}
