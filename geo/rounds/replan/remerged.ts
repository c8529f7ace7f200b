import { tripsOf } from '../crews/trip.ts'
import { joined, plannedOf, rowsOf } from '../merge/merge.ts'
import type { Merged } from '../merge/merged.ts'
import { mergedAt } from '../merge/mergedAt.ts'
import { worldOf } from '../merge/world.ts'
import type { Solution } from '../plan/solution.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { placesOf } from './places.ts'
import { renamed } from './predecessors.ts'
import { touchedPremises } from './touched.ts'

/**
 * The visits after an event. At premises that it does not touch they are the very same; elsewhere those are kept that can
 * be (see `keeping`), under their ids.
 */
export function remerged(old: Problem, now: Problem, before: Solution): Merged {
  const world = worldOf(now, tripsOf(now))
  const touched = touchedPremises(old, before.merged, world)
  if (touched.size === 0) return before.merged
  const planned = plannedOf(world)
  const rows = rowsOf(now)
  const places = placesOf(now, before)
  const partOf = byPremises(before.merged, old)
  return joined(now.premises.map((premises) => (touched.has(premises.id) ? again(premises) : partOf(premises.id))))

  function again(premises: Premises): Merged {
    const { free, locked } = planned(premises)
    const { visits } = partOf(premises.id)
    const freeById = new Map(free.map((check) => [check.id, check]))
    const earlier = visits
      .map(({ id, checks }) => ({
        checks: checks.flatMap((check) => freeById.get(check) ?? []),
        slot: places.get(id)?.slot ?? null,
      }))
      .filter(({ checks }) => checks.length > 0)
    const merged = mergedAt(world, premises, { free, locked, before: earlier }, rows)
    return { ...merged, visits: renamed(premises.id, visits, merged.visits) }
  }
}

/** What was merged at each premises. */
function byPremises({ visits, proofs, splits, unmerged }: Merged, { checks }: Problem): (premises: string) => Merged {
  const at = ({ premises }: { premises: string }) => premises
  const premisesOf = new Map(unmerged.length === 0 ? [] : checks.map(({ id, premises }) => [id, premises]))
  const parts = {
    visits: Map.groupBy(visits, at),
    proofs: Map.groupBy(proofs, at),
    splits: Map.groupBy(splits, at),
    unmerged: Map.groupBy(unmerged, ({ check }) => premisesOf.get(check)!),
  }
  return (id) => ({
    visits: parts.visits.get(id) ?? [],
    proofs: parts.proofs.get(id) ?? [],
    splits: parts.splits.get(id) ?? [],
    unmerged: parts.unmerged.get(id) ?? [],
  })
}
