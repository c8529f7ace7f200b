import type { Merged } from '../merge/merged.ts'
import type { Constraint } from './constraint.ts'
import type { Cost } from './cost.ts'
import type { Round } from './round.ts'

/** A planned check that no round takes, because … */
export interface Unplaced {
  check: string
  /** The visit it was merged into; null where no visit can serve it. */
  visit: string | null
  /** Irreducible: these keep it out, all other rounds as they are; without any one of them the rest of them would not. */
  because: readonly Constraint[]
}

/** Rounds for a problem. The same problem, seed and number of steps give the same solution, byte for byte. */
export interface Solution {
  seed: number
  merged: Merged
  rounds: Round[]
  /** Every planned check is in exactly one visit of one round, or here. */
  unplaced: Unplaced[]
  cost: Cost
  /** Proven lower bounds under this merging: no plan has fewer. */
  bound: { teamHalfDays: number; officerHalfDays: number }
  /** Officer-seconds with whole attendance, and if departments join late and leave early. */
  officerS: { whole: number; partial: number }
  steps: number
}
