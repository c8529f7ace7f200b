import { slotsByHalfDay } from '../crews/settled.ts'
import type { Solution } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'

/** Where a visit is: the number of its round, its place in it, and its slot. */
export interface Place {
  round: number
  at: number
  slot: number
}

/** Where each visit is, by its id. */
export function placesOf(problem: Problem, { rounds }: Pick<Solution, 'rounds'>): Map<string, Place> {
  const slots = slotsByHalfDay(problem)
  return new Map(
    rounds.flatMap(({ day, half, stops }, round) => {
      const slot = slots.get(`${day} ${half}`)
      return slot === undefined ? [] : stops.map(({ visit }, at) => [visit, { round, at, slot }] as const)
    }),
  )
}
