import type { HalfDay } from '../problem/halfDay.ts'

/** Where a visit is: its half-day and zone. */
export interface Whereabouts extends HalfDay {
  zone: string
}

/** What became different in a plan, as those concerned would say it. Checks are ids of planned checks. */
export type PlanChange =
  /** A visit goes to another half-day, or into another round of the same. */
  | { kind: 'visit-moved'; premises: string; checks: readonly string[]; from: Whereabouts; to: Whereabouts }
  /** A visit serves other checks than before: some join, some leave; `checks` are those it has now. */
  | {
      kind: 'visit-changed'
      premises: string
      checks: readonly string[]
      joins: readonly string[]
      leaves: readonly string[]
      at: Whereabouts
    }
  | { kind: 'visit-added'; premises: string; checks: readonly string[]; to: Whereabouts }
  | { kind: 'visit-removed'; premises: string; checks: readonly string[]; from: Whereabouts }
  /** Who goes to a visit that stays where it is. */
  | {
      kind: 'officers-changed'
      at: Whereabouts
      premises: readonly string[]
      leaves: readonly string[]
      joins: readonly string[]
    }
