import { type Arranged, roundsOf, type Standing } from '../crews/arrange.ts'
import { slotsByHalfDay } from '../crews/settled.ts'
import type { KeptCrews } from '../crews/staffAll.ts'
import { zoneGroups } from '../crews/zoneGroups.ts'
import type { Merged } from '../merge/merged.ts'
import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { heldRounds, leftOut } from './held.ts'
import { type Differing, differing, hopefulAmong } from './hopeful.ts'
import { laidOut } from './laidOut.ts'
import type { LocksAfter } from './locks.ts'
import { type Place, placesOf } from './places.ts'

/** A plan that an event has hit. */
export interface Hit {
  now: Problem
  merged: Merged
  locks: LocksAfter
  before: Solution
  /** Where each visit was, and who went. */
  places: ReadonlyMap<string, Place>
  keep: KeptCrews
}

/**
 * The rounds after an event. First only those that cannot stay as they are are laid out again, each by itself. Where a visit
 * has no place then, or one that was left out may find a place now, its whole zone makes room; where that is not enough
 * for one that had a place or is new, all zones that share officers with it.
 */
export function mended({ now, merged, locks, before, places, keep }: Hit): Pick<Arranged, 'rounds' | 'unplaced'> {
  const byId = premisesById(now)
  const zoneOf = ({ premises }: Visit) => byId.get(premises)!.zone
  const visits = merged.visits.filter(({ locked }) => !locked)
  const held = heldRounds(now, merged, before, locks)
  const out = leftOut(merged, before)
  const because = new Map(out.map(({ visit, checks }) => [visit.id, checks[0]!.because]))
  const slots = slotsByHalfDay(now)
  const wasOut = new Set(out.map(({ visit }) => visit))
  const groupOf = groupsOf(now, visits.map(zoneOf))
  let wide = new Set(visits.filter((visit) => !places.has(visit.id) && !wasOut.has(visit)).map(zoneOf))
  let latest = before.rounds
  for (;;) {
    const stand = [...locks.rounds, ...held.filter(({ zone }) => !wide.has(zone))]
    const standing = {
      rounds: stand,
      waiting: differing(latest, stand).gone.filter(({ locked }) => !locked),
      unplaced: out.filter(({ visit }) => !wide.has(zoneOf(visit))).flatMap(({ checks }) => checks),
    }
    const { rounds, unplaced, strays } = arrangedAgain(standing, differing(before.rounds, latest))
    const hopeful = hopefulAmong(now, out, differing(before.rounds, rounds))
    const nowOut = new Set(unplaced.map(({ visit }) => visit))
    const stuck = visits.filter((visit) => nowOut.has(visit.id) && !wasOut.has(visit)).map(zoneOf)
    const wider = new Set([
      ...wide,
      ...[...strays, ...hopeful.map(({ visit }) => visit)].map(zoneOf),
      ...stuck.flatMap((zone) => (wide.has(zone) ? groupOf.get(zone)! : [zone])),
    ])
    if (wider.size === wide.size) return { rounds, unplaced }
    wide = wider
    latest = rounds
  }

  /** Also answers the visits that did not stay where they were. */
  function arrangedAgain(standing: Standing, { gone, come }: Differing) {
    const stirred = new Set([...gone, ...come].flatMap(({ day, half }) => slots.get(`${day} ${half}`) ?? []))
    const strays: Visit[] = []
    const { rounds, unplaced } = roundsOf(now, {
      seed: before.seed,
      merged,
      keep,
      left: { because, stirred },
      standing,
      find: (model, part) => {
        const laid = laidOut(model, part.visits, places)
        strays.push(...laid.strays)
        return laid.found
      },
    })
    const stands = new Set(standing.rounds)
    const moved = placesOf(now, { rounds: rounds.filter((round) => !stands.has(round)) })
    strays.push(...visits.filter(({ id }) => moved.has(id) && moved.get(id)!.slot !== places.get(id)?.slot))
    return { rounds: asBefore(rounds, before.rounds), unplaced, strays }
  }
}

/** The zones that must be looked at together with each, by zone. `zones`: that of every visit. */
function groupsOf(problem: Problem, zones: readonly string[]): Map<string, string[]> {
  const visits = Map.groupBy(zones, (zone) => zone)
  const groups = zoneGroups(problem, (zone) => visits.get(zone)?.length ?? 0)
  return new Map(groups.flatMap((group) => group.map((zone) => [zone, group] as const)))
}

/** The rounds, those that are as before being the very same. */
function asBefore(rounds: readonly Round[], before: readonly Round[]): Round[] {
  const known = new Set(before)
  const byFirst = new Map(before.map((round) => [round.stops[0]!.visit, round]))
  return rounds.map((round) => {
    if (known.has(round)) return round
    const old = byFirst.get(round.stops[0]!.visit)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(round) ? old : round
  })
}
