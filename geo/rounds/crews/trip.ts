import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { premisesSpot, seatSpot } from './legsOf.ts'
import { stopSeconds, waysOf } from './ways.ts'

/** Seconds from the seat of its zone to a premises, parking included, and back; null where no way leads. */
export function tripsOf(problem: Problem): (premises: Premises) => { thereS: number; backS: number } | null {
  const ways = waysOf(problem.travel)
  const stopS = stopSeconds(problem.travel)
  const seats = new Map(problem.zones.map((zone) => [zone.id, seatSpot(zone)]))
  return (premises) => {
    const seat = seats.get(premises.zone)!
    const spot = premisesSpot(premises)
    const there = ways(seat, spot)
    const back = ways(spot, seat)
    return there === null || back === null ? null : { thereS: there + stopS, backS: back }
  }
}
