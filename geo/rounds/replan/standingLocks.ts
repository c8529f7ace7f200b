import { lockedRounds } from '../crews/lockedRounds.ts'
import { tripsOf } from '../crews/trip.ts'
import { merge } from '../merge/merge.ts'
import type { Problem } from '../problem/problem.ts'

/**
 * The problem without the locks whose rounds have too few officers left: such a round cannot go as it was told, so its
 * visits are planned again.
 */
export function standingLocks(problem: Problem, seed: number): Problem {
  if (problem.officers === null || problem.locked.length === 0) return problem
  const { visits } = merge(problem, tripsOf(problem))
  const checksOf = new Map(visits.map(({ id, checks }) => [id, checks]))
  const hopeless = new Set(
    lockedRounds(problem, visits, seed)
      .filter(({ crew, departments }) => crew.length < departments.length * problem.rules.officersPerDepartment)
      .flatMap(({ stops }) => stops.flatMap(({ visit }) => checksOf.get(visit)!)),
  )
  const stands = (lock: Problem['locked'][number]) =>
    !lock.visits.some(({ checks }) => checks.some((check) => hopeless.has(check)))
  return { ...problem, locked: problem.locked.filter(stands) }
}
