import type { LedgerEntry, PlanOut, PlanRequest } from '../api/plan.ts'
import { allUnits } from '../duty/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { zonesInForce } from '../territory/zoneStore.ts'
import { basesOf } from './base.ts'
import { apart, placesOf } from './based.ts'
import { unitsOf } from './check.ts'
import { crewDays } from './crewDays.ts'
import { ledger } from './ledger.ts'
import { mergeChecks } from './merge.ts'
import { planOut } from './planOut.ts'
import { planTravel } from './planTravel.ts'
import { roundsProblem } from './roundsProblem.ts'
import { solveInThreads } from './solving.ts'
import {
  certifiedPeople,
  checksBetween,
  crewNames,
  impossibleOf,
  insertImpossible,
  insertLedger,
  insertPlan,
  insertVisits,
  ledgerOf,
  premisesByIds,
  readPlan,
  replaceRounds,
  roundsOf,
  streetSeats,
  visitsOf,
} from './store.ts'
import { storedRounds } from './storedRounds.ts'

/** plan → merge: the planned checks of a period become the fewest visits, and the ledger of visits saved. */
export async function makePlan(house: House, request: PlanRequest, accountId: number): Promise<PlanOut> {
  const days = await horizon(house, request)
  const checks = await checksBetween(house.db, request.from, request.to)
  const premises = await premisesByIds(
    house.db,
    checks.map((check) => check.premises),
  )
  const { visits, impossible } = mergeChecks(checks, premises, days)
  const planId = await house.db.transaction(async (tx) => {
    const id = await insertPlan(tx, { ...request, accountId })
    const visitIds = await insertVisits(tx, id, visits)
    await insertLedger(tx, id, ledger(visits, premises, days), visitIds)
    await insertImpossible(tx, id, impossible)
    return id
  })
  return showPlan(house, planId)
}

/**
 * merge → rounds: the visits become half-days that crews can drive from their bases, each with its officers. Where the
 * signal aborts before they are found, it throws and the plan stays as it was.
 */
export async function makeRounds(house: House, planId: number, signal?: AbortSignal): Promise<PlanOut> {
  const plan = await mustHave(house, planId)
  const [days, visits, zones, seats] = await Promise.all([
    horizon(house, plan),
    visitsOf(house.db, planId),
    zonesInForce(house.db, house.now()),
    streetSeats(house.db),
  ])
  const bases = zones.flatMap((zone) => basesOf(zone, seats))
  const { based, unbased } = apart(visits, zones, bases)
  const travel = await planTravel(house.travel, bases, placesOf(based))
  if ('refusal' in travel) throw new Problem('no-travel', { facts: { ...travel } })
  const units = await allUnits(house.db)
  const { problem, merged } = roundsProblem({
    workingDays: days,
    bases,
    visits: based,
    unitNames: new Map(units.map(({ code, name }) => [code, name])),
    people: await certifiedPeople(house.db, [...new Set(based.flatMap(unitsOf))]),
    travel,
  })
  const solution = await solveInThreads({ problem, merged, ...SEARCH, ...(signal && { signal }) })
  signal?.throwIfAborted()
  const { rounds, unplaced } = storedRounds(problem, solution, bases)
  await house.db.transaction((tx) => replaceRounds(tx, planId, rounds, [...unbased, ...unplaced]))
  return showPlan(house, planId)
}

/** Counted in steps: the same plan gives the same rounds. */
const SEARCH = { seed: 1, threads: 1, milliseconds: 0, steps: 12_000 }

/** The plan with its visits, rounds and figures, as stored. */
export async function showPlan(house: House, planId: number): Promise<PlanOut> {
  const [plan, visits, rounds, rows, impossible, names] = await Promise.all([
    mustHave(house, planId),
    visitsOf(house.db, planId),
    roundsOf(house.db, planId),
    ledgerOf(house.db, planId),
    impossibleOf(house.db, planId),
    crewNames(house.db, planId),
  ])
  return planOut(plan, visits, rounds, { separate: rows.length, impossible, names })
}

/** The plan's ledger, row by row. */
export async function showLedger(house: House, planId: number): Promise<LedgerEntry[]> {
  const plan = await mustHave(house, planId)
  return ledgerOf(house.db, plan.id)
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
