import { CrewSlots } from '../merge/crewSlots.ts'
import type { Merged } from '../merge/merged.ts'
import type { World } from '../merge/world.ts'
import type { Officer } from '../problem/officer.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'

/**
 * Premises whose visits may have to be others after an event: their planned checks or locked visits became different, or
 * the half-days in which the crew of a visit exists. `world` is that of the problem as it is now.
 */
export function touchedPremises(old: Problem, merged: Merged, world: World): Set<string> {
  const now = world.problem
  return new Set([...byChecks(old, now), ...byLocks(old, now), ...byOfficers(old, merged, world)])
}

function byChecks(old: Problem, now: Problem): string[] {
  if (old.checks === now.checks) return []
  const [was, is] = [new Set(old.checks), new Set(now.checks)]
  const different = [...old.checks.filter((check) => !is.has(check)), ...now.checks.filter((check) => !was.has(check))]
  return different.map(({ premises }) => premises)
}

function byLocks(old: Problem, now: Problem): string[] {
  if (old.locked === now.locked) return []
  const [was, is] = [callsOf(old), callsOf(now)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id))
}

/** What locked rounds do at each premises, as text. */
function callsOf({ locked }: Problem): Map<string, string> {
  const calls = new Map<string, string>()
  for (const { day, half, visits } of locked)
    for (const { premises, checks } of visits)
      calls.set(premises, `${calls.get(premises) ?? ''} ${JSON.stringify([day, half, checks])}`)
  return calls
}

/** Who is away only takes from what is possible: a proof that fewer visits are not possible stays one. */
function byOfficers(old: Problem, { visits, proofs, splits, unmerged }: Merged, world: World): string[] {
  const { problem, bitOf, crews } = world
  if (old.officers === problem.officers) return []
  const mayReach = reachOf(old.officers ?? [], problem.officers ?? [])
  const before = new CrewSlots(old)
  const byId = premisesById(problem)
  const premisesOf = new Map(problem.checks.map(({ id, premises }) => [id, premises]))
  const isHit = ({ premises: id, departments }: Merged['visits'][number]) => {
    const premises = byId.get(id)!
    if (!mayReach(premises.zone, departments)) return false
    const mask = departments.reduce((bits, code) => bits | bitOf.get(code)!, 0)
    const [was, is] = [before.of(premises, mask), crews.of(premises, mask)]
    return was.some((word, at) => word !== is[at])
  }
  return [
    ...visits.filter((visit) => !visit.locked && isHit(visit)).map(({ premises }) => premises),
    ...proofs.filter(({ kind }) => kind === 'kept').map(({ premises }) => premises),
    ...splits.map(({ premises }) => premises),
    ...unmerged.flatMap(({ check }) => premisesOf.get(check) ?? []),
  ]
}

/** Whether somebody who became another goes out with the zone for one of the departments. */
function reachOf(old: readonly Officer[], now: readonly Officer[]) {
  const [was, is] = [new Set(old), new Set(now)]
  const different = [...old.filter((one) => !is.has(one)), ...now.filter((one) => !was.has(one))]
  return (zone: string, departments: readonly string[]): boolean =>
    different.some(
      ({ zones, certificates }) =>
        (zones?.includes(zone) ?? true) && certificates.some(({ department }) => departments.includes(department)),
    )
}
