import { boundOfRounds } from '../crews/boundOfRounds.ts'
import { costOf } from '../crews/costOf.ts'
import { officerSeconds } from '../crews/officerSeconds.ts'
import { reasonsNow } from '../crews/reasonsNow.ts'
import type { KeptCrews } from '../crews/staffAll.ts'
import type { Merged } from '../merge/merged.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'
import { changesBetween } from './changesBetween.ts'
import { after, type PlanEvent } from './event.ts'
import { differing } from './hopeful.ts'
import { type LocksAfter, locksAfter } from './locks.ts'
import { mended } from './mended.ts'
import { type Place, placesOf } from './places.ts'
import type { PlanChange } from './planChange.ts'
import { reachedZones } from './reachedZones.ts'
import { remerged } from './remerged.ts'

/** A plan after an event, and what became different. */
export interface Replanned {
  problem: Problem
  solution: Solution
  changes: PlanChange[]
  /** Visits that planning anew would spare at the premises where visits were kept (proofs of kind `kept`). */
  visitsToSpare: number
}

/**
 * The plan after an event with the fewest changes. Visits that the event does not touch are the very same, and so is every
 * round that can stay: only what is in reach of the event is arranged again, and only as far as it must (see `mended`). Who
 * must be replaced is replaced by lot; a visit that lost its place goes where it takes least, moving one other at most;
 * only what then fits nowhere is left out, with its reason. What was told to people counts for more than one visit spared:
 * visits are kept even where merging anew would do with fewer, and that is told. No search: below a second for 10,000
 * premises; somebody away for months, where all zones share officers and many visits are left out, may take twice that.
 */
export function replan(problem: Problem, before: Solution, event: PlanEvent): Replanned {
  const places = placesOf(problem, before)
  const keep = keptCrews(before, places)
  const { now, merged, locks } = remergedWithLocks(problem, after(problem, event), before, keep)
  const { rounds, unplaced: left } = mended({ now, merged, locks, before, places, keep })
  const reached = reachedZones(problem, now, differing(before.rounds, rounds))
  const unplaced = reasonsNow(now, { visits: merged.visits, rounds, unplaced: left }, reached)
  const { seed } = before
  const solution: Solution = {
    seed,
    merged,
    rounds,
    unplaced,
    cost: costOf(now, rounds, unplaced.length),
    bound: boundOfRounds(now, merged.visits, rounds),
    officerS: officerSecondsAfter(problem, now, before, { merged, rounds }),
    steps: 0,
  }
  return { problem: now, solution, changes: changesBetween(before, solution), visitsToSpare: spare(merged) }
}

/** Visits and locked rounds; a lock whose round has too few officers left is dropped, and its visits are planned again. */
function remergedWithLocks(
  problem: Problem,
  now: Problem,
  before: Solution,
  keep: KeptCrews,
): { now: Problem; merged: Merged; locks: LocksAfter } {
  const merged = remerged(problem, now, before)
  const locks = locksAfter(now, merged, before, keep)
  if (locks.hopeless.length === 0) return { now, merged, locks }
  const locked = now.locked.filter((lock) => !locks.hopeless.includes(lock))
  return remergedWithLocks(problem, { ...now, locked }, before, keep)
}

function keptCrews({ rounds }: Solution, places: ReadonlyMap<string, Place>): KeptCrews {
  return new Map(
    rounds.flatMap(({ stops, crew }) =>
      stops.flatMap(({ visit }) => {
        const slot = places.get(visit)?.slot
        return slot === undefined ? [] : [[visit, { slot, crew }] as const]
      }),
    ),
  )
}

/** Only rounds that became others are added up. */
function officerSecondsAfter(
  problem: Problem,
  now: Problem,
  before: Solution,
  { merged, rounds }: Pick<Solution, 'merged' | 'rounds'>,
): Solution['officerS'] {
  const gone = officerSeconds(problem, before.merged.visits, without(before.rounds, rounds))
  const come = officerSeconds(now, merged.visits, without(rounds, before.rounds))
  const { whole, partial } = before.officerS
  return { whole: whole - gone.whole + come.whole, partial: partial - gone.partial + come.partial }
}

function without(rounds: readonly Round[], others: readonly Round[]): Round[] {
  const known = new Set(others)
  return rounds.filter((round) => !known.has(round))
}

const spare = ({ proofs }: Merged): number =>
  proofs.reduce((sum, proof) => sum + (proof.kind === 'kept' ? proof.visits - proof.fewest : 0), 0)
