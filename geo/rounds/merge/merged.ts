import type { Constraint } from '../plan/constraint.ts'
import type { Visit } from './visit.ts'

/**
 * Why a premises cannot do with fewer visits. `apart`: as many checks as visits, no two of which can share one (no
 * common working day, or incompatible): seen at a glance. `exhausted`: every way of putting the checks into fewer
 * visits was tried; a checker tries them again its own way.
 */
export type Proof =
  | { premises: string; visits: number; kind: 'apart'; checks: readonly string[] }
  | { premises: string; visits: number; kind: 'exhausted' }

/** More visits than the windows alone would need, and the constraint that forces them. */
export interface Split {
  premises: string
  /** Visits that the windows alone would need, and visits there are. */
  byWindows: number
  visits: number
  /** Each alone forces it: without it fewer would do. */
  because: readonly ('incompatible' | 'crew-size' | 'half-day-length' | 'cool-off')[]
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
