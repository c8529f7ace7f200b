import type { Day } from '../problem/day.ts'

/** Planned checks of one premises merged into one call (联合检查): every half-day of its window suits all of them. */
export interface Visit {
  /** `PREMISES#N`, N from 1 in order of the windows. */
  id: string
  premises: string
  /** Ids of the planned checks it serves, in the order of the problem. */
  checks: readonly string[]
  /** Codes of the departments that must be there, in the order of the problem. */
  departments: readonly string[]
  /** Department that leads: the one with most checks here, the earlier of the problem among equals. */
  lead: string
  /** First and last working day that suit every check, both included. */
  release: Day
  due: Day
  /** Length of the visit by the service rule. */
  serviceS: number
}
