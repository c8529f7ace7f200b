import { setImmediate } from 'node:timers/promises'
import { solve } from '../../geo/rounds/solve.ts'
import { afterIterations } from '../../geo/rounds/stop.ts'
import type { LedgerEntry, PlanOut, PlanRequest } from '../api.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { zonesInForce } from '../territory/zoneStore.ts'
import { isTravelRefusal } from '../travel/travel.ts'
import { type Base, basesOf } from './base.ts'
import { crewDays } from './crewDays.ts'
import { CREW_RULES, crewProblem, slotsOf } from './crews.ts'
import { ledger } from './ledger.ts'
import { merge } from './merge.ts'
import { planOut } from './planOut.ts'
import {
  checksBetween,
  impossibleOf,
  insertImpossible,
  insertLedger,
  insertPlan,
  insertVisits,
  ledgerOf,
  readPlan,
  replaceRounds,
  roundsOf,
  type StoredRound,
  type StoredVisit,
  streetSeats,
  visitsOf,
} from './store.ts'

/** plan → merge: the planned checks of a period become the fewest visits, and the ledger of visits saved. */
export async function makePlan(house: House, request: PlanRequest, accountId: number): Promise<PlanOut> {
  const days = await horizon(house, request)
  const checks = await checksBetween(house.db, request.from, request.to)
  const { visits, impossible } = merge(checks, days)
  const planId = await house.db.transaction(async (tx) => {
    const id = await insertPlan(tx, { ...request, accountId })
    const visitIds = await insertVisits(tx, id, visits)
    await insertLedger(tx, id, ledger(visits, days), visitIds)
    await insertImpossible(
      tx,
      id,
      impossible.map((check) => check.id),
    )
    return id
  })
  return showPlan(house, planId)
}

/** merge → rounds: the visits around each base become half-days that a crew can drive from there and back. */
export async function makeRounds(house: House, planId: number): Promise<PlanOut> {
  const plan = await mustHave(house, planId)
  const days = await horizon(house, plan)
  const [visits, zones, seats] = await Promise.all([
    visitsOf(house.db, planId),
    zonesInForce(house.db, house.now()),
    streetSeats(house.db),
  ])
  const bases = zones.flatMap((zone) => basesOf(zone, seats))
  const zoned = new Set(zones.flatMap((zone) => zone.streets))
  const based = new Set(bases.flatMap((base) => base.streets))
  const rounds: Omit<StoredRound, 'id'>[] = []
  const unplaced = visits
    .filter((visit) => !based.has(visit.street))
    .map((visit) => ({ visit: visit.id, reason: zoned.has(visit.street) ? 'no-seat' : 'no-zone' }))
  for (const base of bases) {
    await setImmediate()
    const around = visits.filter((visit) => base.streets.includes(visit.street))
    const made = await roundsFrom(house, base, around, days)
    rounds.push(...made.rounds)
    unplaced.push(...made.unplaced)
  }
  await house.db.transaction((tx) => replaceRounds(tx, planId, rounds, unplaced))
  return showPlan(house, planId)
}

/** The plan with its visits, rounds and figures, as stored. */
export async function showPlan(house: House, planId: number): Promise<PlanOut> {
  const [plan, visits, rounds, rows, impossible] = await Promise.all([
    mustHave(house, planId),
    visitsOf(house.db, planId),
    roundsOf(house.db, planId),
    ledgerOf(house.db, planId),
    impossibleOf(house.db, planId),
  ])
  return planOut(plan, visits, rounds, { separate: rows.length, impossible })
}

/** The plan's ledger, row by row. */
export async function showLedger(house: House, planId: number): Promise<LedgerEntry[]> {
  const plan = await mustHave(house, planId)
  return ledgerOf(house.db, plan.id)
}

const ITERATIONS = 1500

async function roundsFrom(house: House, base: Base, visits: readonly StoredVisit[], days: readonly string[]) {
  const points = [base.seat, ...visits.map(({ at }) => at)]
  const ids = [base.code, ...visits.map(({ premisesCode }) => premisesCode)]
  const travel = await house.travel.matrix({ crs: 'wgs84', points, ids })
  if (isTravelRefusal(travel)) throw new Problem('no-travel', { facts: { ...travel } })
  const problem = crewProblem(visits, travel, days, CREW_RULES)
  const solution = solve(problem, { seed: 1, stop: afterIterations(ITERATIONS) })
  const slots = slotsOf(days)
  return {
    rounds: solution.rounds.map((round) => ({
      zone: base.zone,
      ...slots[round.slot]!,
      units: problem.departments.filter((_, bit) => (round.departments & (1 << bit)) !== 0),
      travelS: round.travelS,
      serviceS: round.serviceS,
      visits: round.order.map((stop) => visits[stop]!.id),
    })),
    unplaced: solution.unplaced.map(({ stop, reason }) => ({ visit: visits[stop]!.id, reason })),
  }
}

async function horizon(house: House, period: { from: string; to: string }): Promise<string[]> {
  const district = await house.district()
  if (district === null) throw new Problem('no-edition')
  return crewDays(period, district.pack.calendar)
}

async function mustHave(house: House, planId: number) {
  const plan = await readPlan(house.db, planId)
  if (plan === undefined) throw new Problem('not-found', { facts: { plan: planId } })
  return plan
}
