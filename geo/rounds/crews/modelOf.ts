import type { Visit } from '../merge/visit.ts'
import { dayNumber } from '../problem/day.ts'
import { halfDaysOf } from '../problem/halfDay.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { allowedSlots } from './allowedSlots.ts'
import { conflictsOf } from './conflicts.ts'
import { driveOf } from './driveOf.ts'
import { type Model, NONE } from './model.ts'
import { nearOf } from './nearOf.ts'
import { recusalsOf } from './recusal.ts'
import type { Settled } from './settled.ts'
import { slotSupply } from './slotSupply.ts'

/**
 * The numbers of a problem for these visits; stop k + 1 is visits[k]. All their premises must be of the zones given, at
 * most 31; legs between zones cannot be driven.
 */
export function modelOf(problem: Problem, visits: readonly Visit[], zones: readonly string[], settled: Settled): Model {
  const { rules, departments, officers } = problem
  const byId = premisesById(problem)
  const premises = visits.map((visit) => byId.get(visit.premises)!)
  const drive = driveOf(problem, visits, premises, zones)
  const { size } = drive
  const halfDays = halfDaysOf(problem.workingDays)
  const going = officers?.filter((officer) => officer.zones?.some((zone) => zones.includes(zone)) ?? true) ?? null
  const base = {
    ...drive,
    halfDays,
    days: Int32Array.from(halfDays, ({ day }) => dayNumber(day)),
    coolOffDays: Int32Array.from([0, ...premises.map(({ coolOffDays }) => coolOffDays)]),
    siblings: siblingsOf(visits),
    setDays: [[], ...visits.map((visit) => settled.visited.get(visit.premises) ?? [])],
    mostDepartments:
      rules.mostOfficersPerRound === null
        ? departments.length
        : Math.floor(rules.mostOfficersPerRound / rules.officersPerDepartment),
    ...recusalsOf(problem, visits, halfDays, settled),
    supply: halfDays.map((when, slot) => slotSupply({ ...problem, officers: going }, zones, when, slot, settled)),
    staffing: {
      departments: departments.length,
      zones: zones.length,
      perDepartment: rules.officersPerDepartment,
      rostered: officers !== null,
    },
  }
  const slots = halfDays.length
  const allowed = allowedSlots(base, visits, premises)
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
  return {
    ...all,
    near: once(() => nearOf(all)),
    conflicts: (routes) => conflictsOf(problem, visits, halfDays, routes, settled.busy),
  }
}

function once<T extends object>(find: () => T): () => T {
  let found: T | null = null
  return () => (found ??= find())
}

function siblingsOf(visits: readonly Visit[]): number[][] {
  const byPremises = Map.groupBy(visits.keys(), (k) => visits[k]!.premises)
  return [
    [],
    ...visits.map(({ premises }, k) => byPremises.get(premises)!.flatMap((other) => (other === k ? [] : [other + 1]))),
  ]
}
