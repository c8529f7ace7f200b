import type { SearchRules } from '../crews/findRoutes.ts'
import { solve } from '../crews/solve.ts'
import type { Solution } from '../plan/solution.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import type { Problem } from '../problem/problem.ts'
import { checksOf, type Grouping } from './groupings.ts'

/** A grouping planned to the end: the rounds of all groups, and the checks that some group could not place. */
export interface PlannedApart {
  /** The last group's problem and solution: the rounds of the groups before it are among its rounds, as locked ones. */
  problem: Problem
  solution: Solution
  unplaced: number
  steps: number
}

/**
 * Plans one group after another, the rounds of those before being locked: officers, teams and the days between two
 * visits of a premises hold across groups, but no visit and no round is shared. Who has most checks plans first.
 */
export function plannedApart(problem: Problem, grouping: Grouping, rules: SearchRules): PlannedApart {
  const count = (codes: readonly string[]) =>
    problem.checks.filter(({ department }) => codes.includes(department)).length
  const groups = grouping.toSorted((a, b) => count(b) - count(a))
  const total = groups.reduce((sum, codes) => sum + count(codes), 0)
  const planned = { unplaced: 0, steps: 0 }
  let last: Pick<PlannedApart, 'problem' | 'solution'> | null = null
  let done = 0
  for (const codes of groups) {
    const from = done
    done += count(codes) / total
    const until = done
    const { steps } = planned
    const locked = last === null ? problem.locked : lockedRoundsOf(last.solution)
    const theirs = checksOf({ ...problem, locked }, codes)
    const solution = solve(theirs, {
      ...rules,
      progress: (step, best) => (rules.progress(steps + step, best) - from) / (until - from),
    })
    planned.unplaced += solution.unplaced.length
    planned.steps += solution.steps
    last = { problem: theirs, solution }
  }
  return { ...planned, ...(last ?? { problem, solution: solve(problem, rules) }) }
}

const lockedRoundsOf = (solution: Solution): LockedRound[] => solution.rounds.map((round) => lockedAs(round, solution))

function lockedAs({ zone, day, half, stops, crew }: Solution['rounds'][number], { merged }: Solution): LockedRound {
  const visits = new Map(merged.visits.map((visit) => [visit.id, visit]))
  return {
    zone,
    day,
    half,
    visits: stops.map(({ visit }) => ({
      premises: visits.get(visit)!.premises,
      checks: [...visits.get(visit)!.checks],
    })),
    officers: crew.map(({ officer, department }) => ({ officer, department })),
  }
}
