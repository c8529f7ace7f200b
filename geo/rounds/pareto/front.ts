import type { SearchRules } from '../crews/findRoutes.ts'
import type { Problem } from '../problem/problem.ts'
import { type Grouping, groupingsOf } from './groupings.ts'
import { plannedApart } from './plannedApart.ts'

/** What it costs if departments go out in these groups. */
export interface FrontPoint {
  groups: Grouping
  /** Planned checks that no round takes. */
  unplaced: number
  visits: number
  teamHalfDays: number
  /** Officer-seconds with whole crews, and if departments join late and leave early. */
  officerS: { whole: number; partial: number }
}

/**
 * Joint rounds mean fewer visits to enterprises but more officer time, since whole crews ride along: what lies between all
 * departments together and each alone. Groupings that another one equals or betters in every figure are dropped (Pareto
 * front); of equal ones the more joined stays. Fewest visits first. `progress` is told the steps of all groupings
 * together, which share its time alike.
 */
export function frontOf(problem: Problem, rules: SearchRules): FrontPoint[] {
  const groupings = groupingsOf(problem)
  let steps = 0
  const points = groupings.map((groups, k): FrontPoint => {
    const before = steps
    const {
      solution,
      unplaced,
      steps: taken,
    } = plannedApart(problem, groups, {
      ...rules,
      progress: (step, best) => rules.progress(before + step, best) * groupings.length - k,
    })
    steps += taken
    const { visits, teamHalfDays } = solution.cost
    return { groups, unplaced, visits, teamHalfDays, officerS: solution.officerS }
  })
  return points
    .filter((point, k) => !points.some((other, n) => isBetter(other, point) || (n < k && isEqual(other, point))))
    .sort((a, b) => a.visits - b.visits || a.teamHalfDays - b.teamHalfDays)
}

const figuresOf = ({ unplaced, visits, teamHalfDays, officerS }: FrontPoint): number[] => [
  unplaced,
  visits,
  teamHalfDays,
  officerS.whole,
  officerS.partial,
]

const isEqual = (a: FrontPoint, b: FrontPoint): boolean => figuresOf(a).join() === figuresOf(b).join()

/** Whether a is no worse in any figure and better in one (a dominates b). */
export function isBetter(a: FrontPoint, b: FrontPoint): boolean {
  const theirs = figuresOf(b)
  return !isEqual(a, b) && figuresOf(a).every((figure, k) => figure <= theirs[k]!)
}
