import { arrange } from '../crews/arrange.ts'
import { type Bound, boundOf } from '../crews/bound.ts'
import type { FoundRoutes } from '../crews/findRoutes.ts'
import { makeRoom } from '../crews/makeRoom.ts'
import type { Model } from '../crews/model.ts'
import { Rota } from '../crews/rota.ts'
import type { Route } from '../crews/route.ts'
import { slotsByHalfDay } from '../crews/settled.ts'
import type { KeptCrews } from '../crews/staffAll.ts'
import type { Visit } from '../merge/visit.ts'
import { keyOf } from '../merge/visitKey.ts'
import type { Solution } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'
import { changesBetween } from './changesBetween.ts'
import { after, type PlanEvent } from './event.ts'
import type { PlanChange } from './planChange.ts'
import { standingLocks } from './standingLocks.ts'

/** A plan after an event, and what became different. */
export interface Replanned {
  problem: Problem
  solution: Solution
  changes: PlanChange[]
}

/**
 * The plan after an event with the fewest changes: every round stays as it is as far as it can; who must be replaced is
 * replaced by lot; a visit that lost its place goes where it takes least, moving one other at most; only what then fits
 * nowhere is left out, with its reason. No search: a second at the size of a district.
 */
export function replan(problem: Problem, before: Solution, event: PlanEvent): Replanned {
  const now = standingLocks(after(problem, event), before.seed)
  const slots = slotsByHalfDay(now)
  const places = new Map(
    before.rounds.flatMap((round, k) =>
      round.stops.map(({ visit }, at) => [visit, { k, at, slot: slots.get(`${round.day} ${round.half}`) }] as const),
    ),
  )
  const oldVisits = new Map(before.merged.visits.map((visit) => [keyOf(visit), visit.id]))
  const predecessor = predecessors(before)
  const keep = keptCrews(before, oldVisits)
  const solution = arrange(now, {
    seed: before.seed,
    keep,
    find: (model, { visits }) => {
      const was = predecessor(visits)
      const placeOf = (visit: Visit) => places.get(was.get(visit) ?? '')
      return repaired(now, model, visits, routesAsBefore(visits, placeOf))
    },
  })
  return { problem: now, solution, changes: changesBetween(before, solution) }
}

/**
 * The visit that each of these was before the event: the one with the same checks, else the one it has most checks in
 * common with, so that a visit that gains or loses a check stays where it is.
 */
function predecessors({ merged }: Solution): (visits: readonly Visit[]) => Map<Visit, string> {
  const byCheck = new Map(merged.visits.flatMap((visit) => visit.checks.map((check) => [check, visit] as const)))
  const sharedOf = (visit: Visit) =>
    [
      ...Map.groupBy(
        visit.checks.flatMap((check) => byCheck.get(check) ?? []),
        (old) => old,
      ),
    ].map(([old, shared]) => ({ visit, old, same: shared.length / Math.max(visit.checks.length, old.checks.length) }))
  return (visits) => {
    const was = new Map<Visit, string>()
    const taken = new Set<string>()
    for (const { visit, old } of visits.flatMap(sharedOf).sort((a, b) => b.same - a.same)) {
      if (was.has(visit) || taken.has(old.id)) continue
      was.set(visit, old.id)
      taken.add(old.id)
    }
    return was
  }
}

/** The crew that each visit has, by the key of the visit. */
function keptCrews(before: Solution, oldVisits: ReadonlyMap<string, string>): KeptCrews {
  const keyById = new Map([...oldVisits].map(([key, id]) => [id, key]))
  return new Map(
    before.rounds.flatMap(({ stops, crew }) => stops.map(({ visit }) => [keyById.get(visit)!, crew] as const)),
  )
}

interface Place {
  /** Number of the round, and place in it. */
  k: number
  at: number
  /** Undefined: its half-day is worked no more. */
  slot: number | undefined
}

function routesAsBefore(visits: readonly Visit[], placeOf: (visit: Visit) => Place | undefined): Route[] {
  const kept = visits.flatMap((visit, k) => {
    const place = placeOf(visit)
    return place?.slot === undefined ? [] : [{ stop: k + 1, ...place, slot: place.slot }]
  })
  return [...Map.groupBy(kept, ({ k }) => k).values()].map((stops) => ({
    slot: stops[0]!.slot,
    stops: stops.toSorted((a, b) => a.at - b.at).map(({ stop }) => stop),
  }))
}

/** The routes as far as they still keep every rule, and the stops that fell out put back with the least stir. */
function repaired(problem: Problem, model: Model, visits: readonly Visit[], routes: readonly Route[]): FoundRoutes {
  const rota = new Rota(model)
  for (const route of routes) layOut(rota, route)
  makeRoom(problem, rota, visits)
  const kept = rota.routes()
  const bound: Bound = boundOf(
    model,
    kept.flatMap(({ stops }) => stops),
  )
  return { routes: kept, bound, steps: 0 }
}

/** Puts a round where it was, stop by stop; a stop that cannot stay is left out. */
function layOut(rota: Rota, { slot, stops }: Route): void {
  let id: number | null = null
  for (const stop of stops) {
    if (!rota.mayBeOn(stop, slot)) continue
    const zone = rota.model.zone[stop]!
    if (id === null) {
      if (!rota.supply.hasTeam(slot, zone) || !rota.supply.canTake(slot, zone, rota.model.need[stop]!)) continue
      id = rota.open(slot, zone)
      rota.insert(id, 0, stop)
    } else rota.append(id, stop)
  }
}
