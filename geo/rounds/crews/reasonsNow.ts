import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Unplaced } from '../plan/solution.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { modelOf } from './modelOf.ts'
import { Rota } from './rota.ts'
import { settledBy, slotsByHalfDay } from './settled.ts'
import { areAllNeeded, keepsOut, shorter } from './whyOut.ts'
import { zoneGroups } from './zoneGroups.ts'

/** Rounds that are final, and what they leave out. */
export interface Ended {
  visits: readonly Visit[]
  rounds: readonly Round[]
  unplaced: readonly Unplaced[]
}

/**
 * What is left out, with reasons that are irreducible in the rounds as they ended up. Where a round or a person went another
 * way after a reason was found, what it did without one constraint may be gone, and a smaller set says it all: visits of
 * these zones, and of those they share officers with, are looked at again.
 */
export function reasonsNow(problem: Problem, ended: Ended, zones: ReadonlySet<string>): Unplaced[] {
  const { unplaced } = ended
  const byId = premisesById(problem)
  const reasons = new Map(unplaced.map(({ visit, because }) => [visit, because]))
  const byZone = Map.groupBy(
    ended.visits.filter(({ locked }) => !locked),
    ({ premises }) => byId.get(premises)!.zone,
  )
  const fresh = new Map<string, Unplaced['because']>()
  for (const group of zoneGroups(problem, (zone) => byZone.get(zone)?.length ?? 0)) {
    const visits = group.flatMap((zone) => byZone.get(zone)!)
    if (!group.some((zone) => zones.has(zone)) || !visits.some(({ id }) => reasons.has(id))) continue
    const rota = rotaOf(problem, group, visits, ended)
    for (const [k, { id }] of visits.entries()) {
      const because = reasons.get(id)
      if (because === undefined) continue
      const question = { problem, rota, visits, stop: k + 1 }
      if (!areAllNeeded(question, because) && keepsOut(question, because)) fresh.set(id, shorter(question, because))
    }
  }
  return unplaced.map((one) =>
    one.visit !== null && fresh.has(one.visit) ? { ...one, because: fresh.get(one.visit)! } : one,
  )
}

/** The rounds of these zones as they are, all others standing in the way. */
function rotaOf(problem: Problem, zones: readonly string[], visits: readonly Visit[], ended: Ended): Rota {
  const stopOf = new Map(visits.map(({ id }, k) => [id, k + 1]))
  const premisesOf = new Map(ended.visits.map(({ id, premises }) => [id, premises]))
  const isOwn = ({ zone, locked }: Round) => !locked && zones.includes(zone)
  const others = ended.rounds.filter((round) => !isOwn(round))
  const rota = new Rota(
    modelOf(
      problem,
      visits,
      zones,
      settledBy(problem, others, (id) => premisesOf.get(id)!),
    ),
  )
  const slots = slotsByHalfDay(problem)
  rota.take(
    ended.rounds.filter(isOwn).map(({ day, half, stops }) => ({
      slot: slots.get(`${day} ${half}`)!,
      stops: stops.map(({ visit }) => stopOf.get(visit)!),
    })),
  )
  return rota
}
