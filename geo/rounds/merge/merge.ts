import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import type { Merged } from './merged.ts'
import { mergedAt, type Planned } from './mergedAt.ts'
import type { Trip } from './room.ts'
import { type World, worldOf } from './world.ts'

/**
 * The fewest visits that serve the most planned checks, premises by premises, each with its proof; of as few visits those
 * with the fewest attendances of departments, then the widest windows. `trip` answers the seconds from the zone's seat to
 * a premises (parking included) and back, null where no way leads there or back. Visits of locked rounds are among them
 * as they are. A check is only merged where its officers exist on a day that suits; whether they are free is for the
 * rounds to find out. In another order of the problem's rows every count is the same.
 */
export function merge(problem: Problem, trip: (premises: Premises) => Trip | null): Merged {
  const world = worldOf(problem, trip)
  const planned = plannedOf(world)
  const rowOf = rowsOf(problem)
  return joined(problem.premises.map((premises) => mergedAt(world, premises, planned(premises), rowOf)))
}

/** What there is to merge at each premises of a world. */
export function plannedOf({ problem, locked }: World): (premises: Premises) => Planned {
  const isLocked = new Set(problem.locked.flatMap(({ visits }) => visits.flatMap(({ checks }) => checks)))
  const free = Map.groupBy(
    problem.checks.filter(({ id }) => !isLocked.has(id)),
    ({ premises }) => premises,
  )
  const byId = new Map<string, PlannedCheck>(
    problem.checks.flatMap((check) => (isLocked.has(check.id) ? [[check.id, check]] : [])),
  )
  return ({ id }) => ({
    free: free.get(id) ?? [],
    locked: (locked.get(id) ?? []).map(({ day, checks }) => ({ day, checks: checks.map((one) => byId.get(one)!) })),
  })
}

/** Places of planned checks in a problem. */
export const rowsOf = ({ checks }: Problem): Map<string, number> => new Map(checks.map(({ id }, row) => [id, row]))

/** What was merged at several premises, together. */
export const joined = (parts: readonly Merged[]): Merged => ({
  visits: parts.flatMap(({ visits }) => visits),
  proofs: parts.flatMap(({ proofs }) => proofs),
  splits: parts.flatMap(({ splits }) => splits),
  unmerged: parts.flatMap(({ unmerged }) => unmerged),
})
