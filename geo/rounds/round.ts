import { type Problem, travelS } from './problem.ts'

/** One crew, one half-day: an ordered list of stops and what follows from it. */
export interface Round {
  /** Indexes into problem.stops, in driving order. */
  order: readonly number[]
  departments: number
  travelS: number
  serviceS: number
  /** Slots in which every stop may be visited. */
  release: number
  due: number
}

/** The round that drives this order, or null where it is too long, unreachable, or has no common slot. */
export function roundOf(problem: Problem, order: readonly number[]): Round | null {
  let departments = 0
  let travel = 0
  let service = 0
  let release = 0
  let due = problem.slots - 1
  let at = 0
  for (const index of order) {
    const stop = problem.stops[index]!
    const leg = travelS(problem, at, index + 1)
    if (leg < 0) return null
    travel += leg
    service += stop.serviceS
    departments |= stop.departments
    release = Math.max(release, stop.release)
    due = Math.min(due, stop.due)
    at = index + 1
  }
  const home = travelS(problem, at, 0)
  if (home < 0 || release > due || travel + home + service > problem.shiftS) return null
  return { order, departments, travelS: travel + home, serviceS: service, release, due }
}

/** Number of departments in a bitmask. */
export function countBits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}
