import { modelOf } from '../../../geo/rounds/crews/modelOf.ts'
import { Rota } from '../../../geo/rounds/crews/rota.ts'
import { settledBy, slotsByHalfDay } from '../../../geo/rounds/crews/settled.ts'
import { areAllNeeded, keepsOut } from '../../../geo/rounds/crews/whyOut.ts'
import type { Round } from '../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'

/** Every visit of these zones that is left out: what is said of it, whether that keeps it out, and whether less would not. */
export function saidOf(problem: Problem, { merged, rounds, unplaced }: Solution, zones: readonly string[]) {
  const zoneOf = new Map(problem.premises.map(({ id, zone }) => [id, zone]))
  const visits = merged.visits.filter(({ locked, premises }) => !locked && zones.includes(zoneOf.get(premises)!))
  const stopOf = new Map(visits.map(({ id }, k) => [id, k + 1]))
  const premisesOf = new Map(merged.visits.map(({ id, premises }) => [id, premises]))
  const isOwn = ({ zone, locked }: Round) => !locked && zones.includes(zone)
  const others = rounds.filter((round) => !isOwn(round))
  const slots = slotsByHalfDay(problem)
  const rota = new Rota(
    modelOf(
      problem,
      visits,
      zones,
      settledBy(problem, others, (id) => premisesOf.get(id)!),
    ),
  )
  rota.take(
    rounds.filter(isOwn).map(({ day, half, stops }) => ({
      slot: slots.get(`${day} ${half}`)!,
      stops: stops.map(({ visit }) => stopOf.get(visit)!),
    })),
  )
  return unplaced.flatMap(({ visit, because }) => {
    const stop = visit === null ? undefined : stopOf.get(visit)
    if (stop === undefined) return []
    const question = { problem, rota, visits, stop }
    const limits = JSON.stringify(because)
    return [{ limits, isOut: keepsOut(question, because), isIrreducible: areAllNeeded(question, because) }]
  })
}
