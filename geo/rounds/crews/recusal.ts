import type { Visit } from '../merge/visit.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import type { Model } from './model.ts'
import { mayServe } from './roster.ts'
import type { Settled } from './settled.ts'

/**
 * Recusals (回避) of these visits: which of them have any, and whether a round over some of them finds enough officers of
 * each department who need not stay away from any of its stops.
 */
export function recusalsOf(
  problem: Problem,
  visits: readonly Visit[],
  halfDays: readonly HalfDay[],
  { busy }: Settled,
): Pick<Model, 'hasRecusals' | 'unrecused'> {
  const { officers, departments, rules } = problem
  const byId = premisesById(problem)
  const away = new Map<string, Set<Officer>>()
  for (const officer of officers ?? []) {
    for (const id of officer.recused) away.set(id, (away.get(id) ?? new Set()).add(officer))
  }
  const hasRecusals = Uint8Array.from([0, ...visits.map((visit) => Number(away.has(visit.premises)))])
  const unrecused: Model['unrecused'] = (stops, slot, mask) => {
    if (officers === null || mask === 0 || !stops.some((stop) => hasRecusals[stop] === 1)) return true
    const places = stops.map((stop) => visits[stop - 1]!.premises)
    const free = officers.filter(
      (officer) => !places.some((id) => away.get(id)?.has(officer)) && busy.get(slot)?.has(officer.id) !== true,
    )
    const zone = byId.get(places[0]!)!.zone
    return departments.every(({ code }, bit) => {
      if ((mask & (1 << bit)) === 0) return true
      const able = free.filter((officer) => mayServe(officer, code, zone, halfDays[slot]!))
      return able.length >= rules.officersPerDepartment
    })
  }
  return { hasRecusals, unrecused }
}
