import type { Visit } from '../merge/visit.ts'
import { dayNumber } from '../problem/day.ts'
import { halfDaysOf } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { allowedSlots } from './allowedSlots.ts'
import { beginsOf, halfDaysInSeconds } from './begins.ts'
import { legsOf } from './legsOf.ts'
import { type Model, NONE } from './model.ts'
import { nearOf } from './nearOf.ts'
import { slotSupply } from './slotSupply.ts'
import { stopSeconds } from './ways.ts'

/** What is settled before a model is made: it is not searched over, but stands in the way. */
export interface Settled {
  /** Officers who are out already, by slot. */
  busy: ReadonlyMap<number, ReadonlySet<string>>
  /** Rounds that are out already, by slot and zone: `SLOT ZONE`. */
  out: ReadonlyMap<string, number>
  /** Days since 1970 of visits that are settled, by premises. */
  visited: ReadonlyMap<string, readonly number[]>
}

export const NOTHING_SETTLED: Settled = { busy: new Map(), out: new Map(), visited: new Map() }

/**
 * The numbers of a problem for these visits; stop k + 1 is visits[k]. All their premises must be of the zones given, at
 * most 31; legs between zones cannot be driven.
 */
export function modelOf(problem: Problem, visits: readonly Visit[], zones: readonly string[], settled: Settled): Model {
  const { rules, departments, officers } = problem
  const premisesById = new Map(problem.premises.map((one) => [one.id, one]))
  const premises = visits.map((visit) => premisesById.get(visit.premises)!)
  const size = visits.length + 1
  const halfDays = halfDaysOf(problem.workingDays)
  const stopS = stopSeconds(problem.travel)
  const bitOf = new Map(departments.map(({ code }, bit) => [code, 1 << bit]))
  const stops = <T>(depot: T, of: (visit: Visit, premises: Premises) => T): T[] => [
    depot,
    ...visits.map((visit, k) => of(visit, premises[k]!)),
  ]
  const { opens, closes } = halfDaysInSeconds(rules.halfDays)
  const base = {
    size,
    halfDays,
    days: Int32Array.from(halfDays, ({ day }) => dayNumber(day)),
    opens,
    closes,
    zone: Uint8Array.from(stops(0, (_, { zone }) => zones.indexOf(zone))),
    need: Int32Array.from(stops(0, (visit) => visit.departments.reduce((mask, code) => mask | bitOf.get(code)!, 0))),
    checks: Int32Array.from(stops(0, (visit) => visit.checks.length)),
    stay: Int32Array.from(stops(0, (visit) => visit.serviceS + stopS)),
    begins: beginsOf(rules.halfDays, visits, premises, stopS),
    legs: legsOf(problem, premises, zones),
    coolOffDays: Int32Array.from(stops(0, (_, one) => one.coolOffDays)),
    siblings: siblingsOf(visits),
    setDays: stops<readonly number[]>([], (visit) => settled.visited.get(visit.premises) ?? []),
    mostDepartments:
      rules.mostOfficersPerRound === null
        ? departments.length
        : Math.floor(rules.mostOfficersPerRound / rules.officersPerDepartment),
    supply: halfDays.map((when, slot) => slotSupply(problem, zones, when, slot, settled)),
    staffing: {
      departments: departments.length,
      zones: zones.length,
      perDepartment: rules.officersPerDepartment,
      rostered: officers !== null,
    },
  }
  const recused = new Map<string, Officer[]>()
  for (const officer of officers ?? []) {
    for (const id of officer.recused) recused.set(id, [...(recused.get(id) ?? []), officer])
  }
  const slots = halfDays.length
  const allowed = allowedSlots(problem, base, visits, premises, { zones, settled, recused })
  const firstSlot = new Int32Array(size).fill(slots)
  const lastSlot = new Int32Array(size).fill(NONE)
  const freedom = new Int32Array(size)
  for (let stop = 1; stop < size; stop++) {
    for (let slot = 0; slot < slots; slot++) {
      if (allowed[stop * slots + slot] === 0) continue
      if (freedom[stop] === 0) firstSlot[stop] = slot
      lastSlot[stop] = slot
      freedom[stop] = freedom[stop]! + 1
    }
  }
  const all = { ...base, allowed, firstSlot, lastSlot, freedom }
  return { ...all, ...nearOf(all) }
}

function siblingsOf(visits: readonly Visit[]): number[][] {
  const byPremises = Map.groupBy(visits.keys(), (k) => visits[k]!.premises)
  return [
    [],
    ...visits.map(({ premises }, k) => byPremises.get(premises)!.flatMap((other) => (other === k ? [] : [other + 1]))),
  ]
}
