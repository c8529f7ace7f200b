import type { Drive } from './model.ts'
import type { Route } from './route.ts'
import type { Timetable } from './timetable.ts'

/** From when to when a department is with a round; seconds since midnight. */
export interface Attendance {
  fromS: number
  toS: number
}

/**
 * When a department must be with the round if it joins at the first and leaves after the last stop that needs it. It goes
 * from the seat to the one and back from the other by itself, and that counts; never longer than the whole round.
 */
export function partialAttendance(
  { legs, need }: Drive,
  { stops }: Route,
  { leaveS, stops: timed, backS }: Timetable,
  department: number,
): Attendance {
  const first = stops.findIndex((stop) => (need[stop]! & department) !== 0)
  const last = stops.findLastIndex((stop) => (need[stop]! & department) !== 0)
  // On its own way it parks as the round does: what lies between leaving the one before and arriving is the leg and parking.
  const parking =
    first === 0
      ? timed[0]!.arriveS - leaveS - legs.of(0, stops[0]!)
      : stopTime(legs.of(stops[first - 1]!, stops[first]!), timed, first)
  return {
    fromS: Math.max(leaveS, timed[first]!.arriveS - parking - legs.of(0, stops[first]!)),
    toS: Math.min(backS, timed[last]!.endS + legs.of(stops[last]!, 0)),
  }
}

const stopTime = (leg: number, timed: Timetable['stops'], at: number) => timed[at]!.arriveS - timed[at - 1]!.endS - leg
