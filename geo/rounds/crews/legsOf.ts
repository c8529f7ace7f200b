import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { Legs } from '../tours/legs.ts'
import { isSymmetric, type Spot, waysOf } from './ways.ts'

export const seatSpot = (zone: { id: string; seat: Spot['at'] }): Spot => ({ name: `zone:${zone.id}`, at: zone.seat })
export const premisesSpot = ({ id, at }: Pick<Premises, 'id' | 'at'>): Spot => ({ name: `premises:${id}`, at })

/** Seconds between premises and the seats of their zones. Place 0 is whichever seat; between zones nobody drives. */
export function legsOf(problem: Problem, premises: readonly Premises[], zones: readonly string[]): Legs {
  const ways = waysOf(problem.travel)
  const seats = new Map(problem.zones.filter(({ id }) => zones.includes(id)).map((zone) => [zone.id, seatSpot(zone)]))
  const spots = premises.map(premisesSpot)
  const isAlike = isSymmetric(problem.travel)
  const size = premises.length + 1
  const seconds = new Int32Array(size * size).fill(-1)
  seconds[0] = 0
  const between = (a: number, b: number): number => {
    if (premises[a]!.id === premises[b]!.id) return 0
    return premises[a]!.zone === premises[b]!.zone ? (ways(spots[a]!, spots[b]!) ?? -1) : -1
  }
  for (let a = 0; a < premises.length; a++) {
    const seat = seats.get(premises[a]!.zone)!
    seconds[a + 1] = ways(seat, spots[a]!) ?? -1
    seconds[(a + 1) * size] = ways(spots[a]!, seat) ?? -1
    for (let b = isAlike ? a : 0; b < premises.length; b++) {
      const leg = between(a, b)
      seconds[(a + 1) * size + b + 1] = leg
      if (isAlike) seconds[(b + 1) * size + a + 1] = leg
    }
  }
  return Legs.matrix(size, seconds)
}
