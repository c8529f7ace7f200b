import type { Constraint } from '../../../geo/rounds/plan/constraint.ts'
import type { Solution } from '../../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'
import { couldGo, type Holds } from './plainPlacing.ts'

/**
 * Every visit of these zones that is left out, what is said of it, whether that keeps it out, and which of it could be left
 * aside, as trying everything shows.
 */
export function saidOf(problem: Problem, solution: Solution, zones: readonly string[]) {
  const plan = { problem, solution, zones }
  const visits = new Map(solution.merged.visits.map((visit) => [visit.id, visit]))
  const zoneOf = new Map(problem.premises.map(({ id, zone }) => [id, zone]))
  const byVisit = new Map(solution.unplaced.map(({ visit, because }) => [visit, because]))
  return [...byVisit].flatMap(([id, because]) => {
    const visit = visits.get(id ?? '')
    if (visit === undefined || !zones.includes(zoneOf.get(visit.premises)!)) return []
    const without = (gone: Constraint) => because.filter((one) => one !== gone)
    return [
      {
        said: JSON.stringify(because),
        isOut: !couldGo(plan, visit, only(because)),
        needless: because.filter((one) => !couldGo(plan, visit, only(without(one)))),
      },
    ]
  })
}

const only =
  (because: readonly Constraint[]): Holds =>
  (kind, department) =>
    because.some((one) => one.kind === kind && (one.kind !== 'officers' || one.department === department))
