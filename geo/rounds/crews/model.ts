import type { HalfDay } from '../problem/halfDay.ts'
import type { Legs } from '../tours/legs.ts'
import type { Route } from './route.ts'
import type { SlotSupply, Staffing } from './supply.ts'

/** No stop, no round. */
export const NONE = -1

/**
 * What driving to visits takes: numbers only. Stops are 1 … size − 1; place 0 is the seat of whatever zone a stop is
 * of, since a round never mixes zones: legs between zones cannot be driven. Times are seconds since midnight.
 */
export interface Drive {
  readonly size: number
  /** Seconds of driving. */
  readonly legs: Legs
  readonly zone: Uint8Array
  /** Departments that must be there, as bits. */
  readonly need: Int32Array
  /** Planned checks that a stop serves: what leaving it out costs. */
  readonly checks: Int32Array
  /** Seconds at a stop from arrival on, the fixed time of a stop included, waiting not. */
  readonly stay: Int32Array
  /** When a stay may begin: [kind · size + stop] → first, last, first, last, …; both included, ascending. */
  readonly begins: readonly Int32Array[]
  /** When rounds of a kind (0 morning, 1 afternoon) leave the seat at the earliest and are back at the latest. */
  readonly opens: readonly [number, number]
  readonly closes: readonly [number, number]
}

/** Nearest stops of every stop, nearest first: stops[stop · count …]. */
export interface Near {
  readonly stops: Int32Array
  readonly count: number
}

/** What the search sees of visits: driving, and all that depends on the half-day. */
export interface Model extends Drive {
  /** Half-days in order; slot s is of kind s & 1. */
  readonly halfDays: readonly HalfDay[]
  /** Days since 1970 of each slot. */
  readonly days: Int32Array
  /** Whether a stop may be visited in a slot, all else being free: [stop · slots + slot]. */
  readonly allowed: Uint8Array
  /** First and last slot in which it may be visited, and how many there are between; none: the first is after the last. */
  readonly firstSlot: Int32Array
  readonly lastSlot: Int32Array
  readonly freedom: Int32Array
  /** Other visits of the same premises, from which a stop must keep its distance in days. */
  readonly siblings: readonly (readonly number[])[]
  /** Visits of the premises that are set already (locked rounds), as days since 1970. */
  readonly setDays: readonly (readonly number[])[]
  readonly coolOffDays: Int32Array
  /** Departments there may be in one round. */
  readonly mostDepartments: number
  /** Whether somebody must stay away from the stop (回避). */
  readonly hasRecusals: Uint8Array
  /** Whether a round over these stops in a slot finds enough officers of each of these departments who may go to all. */
  readonly unrecused: (stops: readonly number[], slot: number, departments: number) => boolean
  /** Sets of rounds, each of one half-day, that recusals leave without enough officers together. */
  readonly conflicts: (routes: readonly Route[]) => Route[][]
  /** Found when it is first asked for: only a search needs it. */
  readonly near: () => Near
  /** Officers and teams of each slot as they are before any round of this model is out. */
  readonly supply: readonly SlotSupply[]
  readonly staffing: Staffing
}

/** 0 for a morning, 1 for an afternoon. */
export const kindOf = (slot: number): 0 | 1 => (slot & 1) as 0 | 1

/** The earliest begin of a stay at a stop for who arrives at `time` in a half-day of this kind; Infinity: too late. */
export function earliest(model: Drive, kind: number, stop: number, time: number): number {
  const ranges = model.begins[kind * model.size + stop]!
  for (let k = 0; k < ranges.length; k += 2) if (time <= ranges[k + 1]!) return Math.max(time, ranges[k]!)
  return Infinity
}

/** The latest begin of a stay at a stop that is not after `time`; −Infinity: there is none. */
export function latest(model: Drive, kind: number, stop: number, time: number): number {
  const ranges = model.begins[kind * model.size + stop]!
  for (let k = ranges.length - 2; k >= 0; k -= 2) if (time >= ranges[k]!) return Math.min(time, ranges[k + 1]!)
  return -Infinity
}
