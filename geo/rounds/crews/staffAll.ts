import type { Visit } from '../merge/visit.ts'
import type { Problem } from '../problem/problem.ts'
import type { Model } from './model.ts'
import type { Route } from './rota.ts'
import { type Assignment, type CrewNeed, staff } from './staffing.ts'

/** Officers of every route, in their order; and the routes that have too few, because of recusals. */
export interface StaffedAll {
  crews: Assignment[][]
  short: number[]
}

/**
 * Gives the rounds of every half-day their officers, the earlier half-days first, so that who has had fewer half-days
 * goes first where the rules ask for balance. `load` counts the half-days of each person so far and is carried on.
 */
export function staffAll(
  problem: Problem,
  model: Model,
  routes: readonly Route[],
  visits: readonly Visit[],
  seed: number,
  { busy, load }: { busy: ReadonlyMap<number, ReadonlySet<string>>; load: Map<string, number> },
): StaffedAll {
  const crews: Assignment[][] = routes.map(() => [])
  const short: number[] = []
  const { officers, departments, rules } = problem
  if (officers === null) return { crews, short }
  const bySlot = Map.groupBy(routes.keys(), (k) => routes[k]!.slot)
  for (const [slot, there] of [...bySlot].sort(([a], [b]) => a - b)) {
    const needs = there.map((k) => needOf(routes[k]!))
    const free = officers.filter(({ id }) => !busy.get(slot)?.has(id))
    const staffed = staff(needs, free, model.halfDays[slot]!, {
      seed,
      perDepartment: rules.officersPerDepartment,
      ...(rules.balance && { load }),
    })
    for (const [n, crew] of staffed.crews.entries()) {
      crews[there[n]!] = crew
      for (const { officer } of crew) load.set(officer, (load.get(officer) ?? 0) + 1)
    }
    short.push(...new Set(staffed.short.map(({ need }) => there[need]!)))
  }
  return { crews, short }

  function needOf({ stops }: Route): CrewNeed {
    let mask = 0
    for (const stop of stops) mask |= model.need[stop]!
    const premises = stops.map((stop) => visits[stop - 1]!.premises)
    return {
      zone: problem.premises.find(({ id }) => id === premises[0])!.zone,
      departments: departments.flatMap(({ code }, bit) => ((mask & (1 << bit)) !== 0 ? [code] : [])),
      premises,
      fixed: [],
    }
  }
}
