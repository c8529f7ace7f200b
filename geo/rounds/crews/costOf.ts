import type { Cost } from '../plan/cost.ts'
import type { Round } from '../plan/round.ts'
import type { Problem } from '../problem/problem.ts'

/** What these rounds cost, with so many planned checks left out. */
export function costOf({ rules }: Pick<Problem, 'rules'>, rounds: readonly Round[], unplaced: number): Cost {
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0)
  return {
    unplaced,
    visits: sum(({ stops }) => stops.length),
    teamHalfDays: rounds.length,
    officerHalfDays: sum(({ departments }) => departments.length * rules.officersPerDepartment),
    travelS: sum(({ travelS }) => travelS),
  }
}
