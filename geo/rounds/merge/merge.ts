import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { type Fewest, fewest } from './fewest.ts'
import { type Merged, MOST_EXHAUSTED, type Proof } from './merged.ts'
import type { Trip } from './room.ts'
import { type Item, siteOf } from './site.ts'
import { splitOf } from './split.ts'
import { visitsOf } from './visitsOf.ts'
import { whyLeft } from './why.ts'
import { worldOf } from './world.ts'

/**
 * The fewest visits that serve the most planned checks, premises by premises, each with its proof; of as few visits those
 * with the fewest attendances of departments, then the widest windows. `trip` answers the seconds from the zone's seat to
 * a premises (parking included) and back, null where no way leads there or back. Visits of locked rounds are among them
 * as they are. A check is only merged where its officers exist on a day that suits; whether they are free is for the
 * rounds to find out. In another order of the problem's rows every count is the same.
 */
export function merge(problem: Problem, trip: (premises: Premises) => Trip | null): Merged {
  const world = worldOf(problem, trip)
  const isLocked = new Set(problem.locked.flatMap(({ visits }) => visits.flatMap(({ checks }) => checks)))
  const free = Map.groupBy(
    problem.checks.filter(({ id }) => !isLocked.has(id)),
    ({ premises }) => premises,
  )
  const byId = new Map(problem.checks.map((check) => [check.id, check]))
  const rowOf = new Map(problem.checks.map(({ id }, row) => [id, row]))
  const merged: Merged = { visits: [], proofs: [], splits: [], unmerged: [] }
  for (const premises of problem.premises) {
    const checks = free.get(premises.id) ?? []
    const locked = (world.locked.get(premises.id) ?? []).map((call) => ({
      day: call.day,
      checks: call.checks.map((id) => byId.get(id)!),
    }))
    if (checks.length + locked.length === 0) continue
    const site = siteOf(world, premises)
    const found = fewest(site, checks)
    merged.visits.push(...visitsOf(site, found.groups, locked, rowOf))
    if (found.groups.length > 0) merged.proofs.push(proofOf(premises, found))
    if (found.groups.length > 1) {
      const split = splitOf(site, served(found), found.groups.length)
      if (split !== null) merged.splits.push(split)
    }
    for (const { check } of [...found.hopeless, ...found.left]) {
      merged.unmerged.push({ check: check.id, because: whyLeft(site, check, found.groups) })
    }
  }
  return merged
}

const served = ({ groups }: Fewest): PlannedCheck[] => groups.flatMap(({ items }) => items.map(({ check }) => check))

function proofOf({ id }: Premises, { groups, left, apart, isExhausted }: Fewest): Proof {
  const visits = groups.length
  const idsOf = (items: readonly Item[]) => items.map(({ check }) => check.id)
  if (left.length === 0 && apart.length === visits) {
    return { premises: id, visits, kind: 'apart', checks: idsOf(apart) }
  }
  const checks = left.length + groups.reduce((sum, { items }) => sum + items.length, 0)
  if (isExhausted && checks <= MOST_EXHAUSTED) return { premises: id, visits, kind: 'exhausted' }
  return { premises: id, visits, kind: 'not-proven', atLeast: left.length === 0 ? apart.length : 1 }
}
