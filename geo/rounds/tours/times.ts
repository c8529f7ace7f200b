import type { Field } from './field.ts'

/** Stops in order, and when service may start at each: at the earliest and at the latest (Savelsbergh 1992). */
export interface Timetable {
  readonly field: Field
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly early: Int32Array
  readonly late: Int32Array
}

/** Earliest starts of a route from a stop on, as far as they change. */
export function forward({ field, next, prev, early }: Timetable, stop: number): void {
  const { legs, ready, service } = field
  for (let at = stop; at !== 0; at = next[at]!) {
    const before = prev[at]!
    const came = early[before]! + service[before]! + legs.of(before, at)
    const start = Math.max(came, ready[at]!)
    if (at !== stop && start === early[at]) return
    early[at] = start
  }
}

/** Latest starts of a route from a stop back, as far as they change. */
export function backward({ field, next, prev, late }: Timetable, stop: number): void {
  const { legs, due, service } = field
  for (let at = stop; at !== 0; at = prev[at]!) {
    const after = next[at]!
    const must = late[after]! - legs.of(at, after) - service[at]!
    const start = Math.min(must, due[at]!)
    if (at !== stop && start === late[at]) return
    late[at] = start
  }
}

/** All earliest and latest starts of a route that begins and ends with these stops. */
export function times({ field, next, prev, early, late }: Timetable, first: number, last: number): void {
  const { legs, ready, due, service } = field
  for (let at = first, before = 0; at !== 0; before = at, at = next[at]!) {
    const came = early[before]! + service[before]! + legs.of(before, at)
    early[at] = Math.max(came, ready[at]!)
  }
  for (let at = last, after = 0; at !== 0; after = at, at = prev[at]!) {
    const must = late[after]! - legs.of(at, after) - service[at]!
    late[at] = Math.min(must, due[at]!)
  }
}
