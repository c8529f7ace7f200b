import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { PlanChange, Whereabouts } from './planChange.ts'

/** A visit in its round. */
interface Placed {
  visit: Visit
  round: Round
}

/** What is different in the one solution from the other, visit by visit, then crew by crew. Nothing: empty. */
export function changesBetween(before: Solution, now: Solution): PlanChange[] {
  const [was, is] = [visitsOf(before), visitsOf(now)]
  const shared = new Set(before.rounds)
  const isSame = (round: Round) =>
    shared.has(round) && round.stops.every(({ visit }) => was.get(visit) === is.get(visit))
  const same = new Set(now.rounds.filter(isSame))
  const different = (rounds: readonly Round[]) => rounds.filter((round) => !same.has(round))
  const [old, fresh] = [placedIn(different(before.rounds), was), placedIn(different(now.rounds), is)]
  const changes: PlanChange[] = []
  for (const [id, { visit, round }] of old) {
    const there = fresh.get(id)
    if (there === undefined) {
      const { premises, checks } = visit
      changes.push({ kind: 'visit-removed', premises, checks, from: whereOf(round) })
    } else changes.push(...visitChanges({ visit, round }, there))
  }
  for (const [id, { visit, round }] of fresh) {
    const { premises, checks } = visit
    if (!old.has(id)) changes.push({ kind: 'visit-added', premises, checks, to: whereOf(round) })
  }
  return [...changes, ...different(now.rounds).flatMap((round) => crewChanges(round, old, fresh))]
}

function visitChanges(was: Placed, { visit, round }: Placed): PlanChange[] {
  const { premises, checks } = visit
  const changes: PlanChange[] = []
  const joins = checks.filter((check) => !was.visit.checks.includes(check))
  const leaves = was.visit.checks.filter((check) => !checks.includes(check))
  if (joins.length + leaves.length > 0)
    changes.push({ kind: 'visit-changed', premises, checks, joins, leaves, at: whereOf(round) })
  if (!isSameRound(was.round, round))
    changes.push({ kind: 'visit-moved', premises, checks, from: whereOf(was.round), to: whereOf(round) })
  return changes
}

function crewChanges(round: Round, old: ReadonlyMap<string, Placed>, fresh: ReadonlyMap<string, Placed>): PlanChange[] {
  const was = round.stops.map(({ visit }) => old.get(visit)?.round).find((other) => other !== undefined)
  if (was === undefined || was === round || !isSameRound(was, round)) return []
  const [earlier, later] = [was, round].map(({ crew }) => crew.map(({ officer }) => officer))
  const leaves = earlier!.filter((officer) => !later!.includes(officer))
  const joins = later!.filter((officer) => !earlier!.includes(officer))
  if (leaves.length + joins.length === 0) return []
  const premises = round.stops.map(({ visit }) => fresh.get(visit)!.visit.premises)
  return [{ kind: 'officers-changed', at: whereOf(round), premises, leaves, joins }]
}

/** Rounds have no name: of one half-day and zone, they are the same if they have a visit in common. */
function isSameRound(a: Round, b: Round): boolean {
  if (a === b) return true
  if (a.day !== b.day || a.half !== b.half || a.zone !== b.zone) return false
  const visits = new Set(a.stops.map(({ visit }) => visit))
  const shared = b.stops.filter(({ visit }) => visits.has(visit))
  return 2 * shared.length >= Math.min(a.stops.length, b.stops.length)
}

type Visits = ReadonlyMap<string, Visit>

const visitsOf = ({ merged }: Solution): Visits => new Map(merged.visits.map((visit) => [visit.id, visit]))

const placedIn = (rounds: readonly Round[], visits: Visits): Map<string, Placed> =>
  new Map(
    rounds.flatMap((round) => round.stops.map(({ visit }) => [visit, { visit: visits.get(visit)!, round }] as const)),
  )

const whereOf = ({ day, half, zone }: Round): Whereabouts => ({ day, half, zone })
