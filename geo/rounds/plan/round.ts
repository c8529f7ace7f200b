import type { Day } from '../problem/day.ts'
import type { Half } from '../problem/halfDay.ts'

/** One visit on the way of a round; seconds since midnight, local time. */
export interface RoundStop {
  visit: string
  arriveS: number
  /** After arrival, where the premises opens later. */
  startS: number
  endS: number
}

/** One officer of a round: for which department, and from when to when (the whole round, or what needs the department). */
export interface Duty {
  officer: string
  department: string
  fromS: number
  toS: number
}

/** One crew, one half-day: seat → stops → seat (检查轮次). */
export interface Round {
  zone: string
  day: Day
  half: Half
  leaveS: number
  stops: readonly RoundStop[]
  backS: number
  /** Seconds driven, stops' fixed time included; the rest of the round is service and waiting. */
  travelS: number
  /** Codes of the departments in the crew, in the order of the problem. */
  departments: readonly string[]
  /** Named officers; empty where the roster is not known. */
  crew: readonly Duty[]
  locked: boolean
}
