import type { Visit } from '../merge/visit.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import type { Problem } from '../problem/problem.ts'
import type { Model } from './model.ts'
import { mayServe } from './roster.ts'
import type { Settled } from './settled.ts'

/** Model.unrecused of these visits: whether recusals (回避) leave enough officers of each of the departments. */
export function unrecusedOf(
  { officers, premises, departments, rules }: Problem,
  visits: readonly Visit[],
  halfDays: readonly HalfDay[],
  { busy }: Settled,
): Model['unrecused'] {
  const away = new Map<string, Set<Officer>>()
  for (const officer of officers ?? []) {
    for (const id of officer.recused) away.set(id, (away.get(id) ?? new Set()).add(officer))
  }
  const zoneOf = new Map(premises.map(({ id, zone }) => [id, zone]))
  return (stop, slot, mask) => {
    const { premises: id } = visits[stop - 1]!
    const recused = away.get(id)
    if (officers === null || recused === undefined) return true
    const free = officers.filter((officer) => !recused.has(officer) && busy.get(slot)?.has(officer.id) !== true)
    return departments.every(({ code }, bit) => {
      if ((mask & (1 << bit)) === 0) return true
      const able = free.filter((officer) => mayServe(officer, code, zoneOf.get(id)!, halfDays[slot]!))
      return able.length >= rules.officersPerDepartment
    })
  }
}
