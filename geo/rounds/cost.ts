import type { Problem } from './problem.ts'
import { countBits, type Round } from './round.ts'

/**
 * Lexicographic: stops left out, team half-days, officer half-days, travel seconds. Compared in phases, never by
 * giant weights.
 */
export type Cost = readonly [unplaced: number, rounds: number, officers: number, travelS: number]

export function costOf(problem: Problem, rounds: readonly Round[], unplaced: number): Cost {
  let officers = 0
  let travel = 0
  for (const round of rounds) {
    officers += problem.officersPerDepartment * countBits(round.departments)
    travel += round.travelS
  }
  return [unplaced, rounds.length, officers, travel]
}

/** Negative where a is better than b. */
export function compareCost(a: Cost, b: Cost): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}
