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
  for (const [a, from] of premises.entries()) {
    const seat = seats.get(from.zone)!
    seconds[a + 1] = ways(seat, spots[a]!)?.seconds ?? -1
    seconds[(a + 1) * size] = ways(spots[a]!, seat)?.seconds ?? -1
    for (const [b, to] of premises.entries()) {
      const leg = (a + 1) * size + b + 1
      if (a === b || from.id === to.id) seconds[leg] = 0
      else if (from.zone !== to.zone) continue
      else if (isAlike && b < a) seconds[leg] = seconds[(b + 1) * size + a + 1]!
      else seconds[leg] = ways(spots[a]!, spots[b]!)?.seconds ?? -1
    }
  }
  return Legs.matrix(size, seconds)
}
