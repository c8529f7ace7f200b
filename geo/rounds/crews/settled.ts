import type { Round } from '../plan/round.ts'
import { dayNumber } from '../problem/day.ts'
import { type HalfDay, halfDaysOf } from '../problem/halfDay.ts'
import type { Problem } from '../problem/problem.ts'

/** What is settled before a model is made: it is not searched over, but stands in the way. */
export interface Settled {
  /** Officers who are out already, by slot. */
  busy: ReadonlyMap<number, ReadonlySet<string>>
  /** Rounds that are out already, by slot and zone: `SLOT ZONE`. */
  out: ReadonlyMap<string, number>
  /** Days since 1970 of visits that are settled, by premises. */
  visited: ReadonlyMap<string, readonly number[]>
}

/** Slots by half-day: `DAY HALF` → slot. */
export const slotsByHalfDay = (problem: Problem): Map<string, number> =>
  new Map(halfDaysOf(problem.workingDays).map(({ day, half }, slot) => [`${day} ${half}`, slot]))

/** What rounds that are out already take from those to come. `premisesOf` answers the premises of a visit by its id. */
export function settledBy(problem: Problem, rounds: readonly Round[], premisesOf: (visit: string) => string): Settled {
  const slots = slotsByHalfDay(problem)
  const slotOf = ({ day, half }: HalfDay) => slots.get(`${day} ${half}`)!
  const busy = new Map<number, Set<string>>()
  const out = new Map<string, number>()
  const visited = new Map<string, number[]>()
  for (const round of rounds) {
    const slot = slotOf(round)
    const people = busy.get(slot) ?? new Set()
    busy.set(slot, people)
    for (const { officer } of round.crew) people.add(officer)
    const day = dayNumber(round.day)
    const key = `${slot} ${round.zone}`
    out.set(key, (out.get(key) ?? 0) + 1)
    for (const { visit } of round.stops) {
      const premises = premisesOf(visit)
      const days = visited.get(premises)
      if (days === undefined) visited.set(premises, [day])
      else days.push(day)
    }
  }
  return { busy, out, visited }
}
