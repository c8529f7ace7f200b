import type { Visit } from '../merge/visit.ts'
import { keyOf } from '../merge/visitKey.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { PlanChange, Whereabouts } from './planChange.ts'

/** A visit in its round. */
interface Place {
  visit: Visit
  round: Round
}

/** What is different in the one solution from the other, visit by visit, then crew by crew. Nothing: empty. */
export function changesBetween(before: Solution, now: Solution): PlanChange[] {
  const old = placesOf(before)
  const fresh = placesOf(now)
  const [earlier, later] = [byId(before), byId(now)]
  const changes: PlanChange[] = []
  for (const [key, { visit, round }] of old) {
    const { premises, checks } = visit
    const there = fresh.get(key)
    if (there === undefined) changes.push({ kind: 'visit-removed', premises, checks, from: whereOf(round) })
    else if (!isSameRound(round, there.round, earlier, later))
      changes.push({ kind: 'visit-moved', premises, checks, from: whereOf(round), to: whereOf(there.round) })
  }
  for (const [key, { visit, round }] of fresh) {
    const { premises, checks } = visit
    if (!old.has(key)) changes.push({ kind: 'visit-added', premises, checks, to: whereOf(round) })
  }
  return [...changes, ...crewChanges(now, old, earlier, later)]
}

function crewChanges(now: Solution, old: ReadonlyMap<string, Place>, before: Visits, visits: Visits): PlanChange[] {
  return now.rounds.flatMap((round) => {
    const stops = round.stops.map(({ visit }) => visits.get(visit)!)
    const was = stops.map((visit) => old.get(keyOf(visit))?.round).find((other) => other !== undefined)
    if (was === undefined || !isSameRound(was, round, before, visits)) return []
    const [earlier, later] = [was, round].map(({ crew }) => crew.map(({ officer }) => officer))
    const leaves = earlier!.filter((officer) => !later!.includes(officer))
    const joins = later!.filter((officer) => !earlier!.includes(officer))
    if (leaves.length + joins.length === 0) return []
    const premises = stops.map((visit) => visit.premises)
    return [{ kind: 'officers-changed', at: whereOf(round), premises, leaves, joins }]
  })
}

/** Rounds have no name: of one half-day and zone, they are the same if they have a visit in common. */
function isSameRound(a: Round, b: Round, mine: Visits, theirs: Visits): boolean {
  if (a.day !== b.day || a.half !== b.half || a.zone !== b.zone) return false
  const keys = new Set(a.stops.map(({ visit }) => keyOf(mine.get(visit)!)))
  const shared = b.stops.filter(({ visit }) => keys.has(keyOf(theirs.get(visit)!)))
  return 2 * shared.length >= Math.min(a.stops.length, b.stops.length)
}

function placesOf(solution: Solution): Map<string, Place> {
  const visits = byId(solution)
  return new Map(
    solution.rounds.flatMap((round) =>
      round.stops.map((stop) => {
        const visit = visits.get(stop.visit)!
        return [keyOf(visit), { visit, round }] as const
      }),
    ),
  )
}

type Visits = ReadonlyMap<string, Visit>

const byId = ({ merged }: Solution): Visits => new Map(merged.visits.map((visit) => [visit.id, visit]))

const whereOf = ({ day, half, zone }: Round): Whereabouts => ({ day, half, zone })
