import type { Visit } from '../merge/visit.ts'
import type { RoundStop } from '../plan/round.ts'
import { type Drive, earliest, kindOf } from './model.ts'
import type { Route } from './route.ts'

/** When a round leaves, stops and is back; seconds since midnight. */
export interface Timetable {
  leaveS: number
  stops: RoundStop[]
  backS: number
  /** Driven, and the fixed time of each stop. */
  travelS: number
}

/**
 * The round leaves as late as its first stop lets it, and is at each stop as early as it can be. `stopS` seconds pass at
 * every stop between arriving and the service.
 */
export function timetableOf(drive: Drive, { slot, stops }: Route, visits: readonly Visit[], stopS: number): Timetable {
  const { legs, stay, opens } = drive
  const kind = kindOf(slot)
  const there = legs.of(0, stops[0]!)
  const leaveS = earliest(drive, kind, stops[0]!, opens[kind] + there) - there
  let time = leaveS
  let before = 0
  let travelS = stopS * stops.length
  const timed = stops.map((stop): RoundStop => {
    const leg = legs.of(before, stop)
    const reached = time + leg
    const begin = earliest(drive, kind, stop, reached)
    travelS += leg
    time = begin + stay[stop]!
    before = stop
    return { visit: visits[stop - 1]!.id, arriveS: reached + stopS, startS: begin + stopS, endS: time }
  })
  const home = legs.of(before, 0)
  return { leaveS, stops: timed, backS: time + home, travelS: travelS + home }
}
