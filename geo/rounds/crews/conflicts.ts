import type { Visit } from '../merge/visit.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Problem } from '../problem/problem.ts'
import { needOf } from './needOf.ts'
import type { Route } from './route.ts'
import type { Settled } from './settled.ts'
import { staff } from './staffing.ts'

/** Model.conflicts of these routes. Officers are otherwise counted by the supply: without recusals there are none. */
export function conflictsOf(
  problem: Problem,
  visits: readonly Visit[],
  halfDays: readonly HalfDay[],
  routes: readonly Route[],
  busy: Settled['busy'],
): Route[][] {
  const { officers, rules } = problem
  if (officers === null || officers.every(({ recused }) => recused.length === 0)) return []
  return [...Map.groupBy(routes, ({ slot }) => slot)].flatMap(([slot, there]) => {
    const free = officers.filter(({ id }) => !busy.get(slot)?.has(id))
    const needs = there.map((route) => needOf(problem, visits, route))
    const { short } = staff(needs, free, halfDays[slot]!, { seed: 0, perDepartment: rules.officersPerDepartment })
    return short.length === 0 ? [] : [there]
  })
}
