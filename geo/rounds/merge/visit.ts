import type { Day } from '../problem/day.ts'

/**
 * Planned checks of one premises merged into one call (联合检查). Every working day of its window is in the windows of all
 * of them; closed weekdays, absences and the cool-off after a locked visit may still leave gaps in between.
 */
export interface Visit {
  /** `PREMISES#N`, N from 1 in order of the windows; in a plan that was re-planned a visit keeps the number it had. */
  id: string
  premises: string
  /** Ids of the planned checks it serves, in the order of the problem. */
  checks: readonly string[]
  /** Codes of the departments that must be there, in the order of the problem. */
  departments: readonly string[]
  /** Department that leads: the one with most checks here, the earlier of the problem among equals. */
  lead: string
  /** First and last working day that suit every check, both included; of a locked visit: its day. */
  release: Day
  due: Day
  /** Length of the visit by the service rule. */
  serviceS: number
  /** In a locked round: its day and its checks are as they are. */
  locked: boolean
}
