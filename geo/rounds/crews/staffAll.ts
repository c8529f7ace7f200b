import type { Visit } from '../merge/visit.ts'
import { keyOf } from '../merge/visitKey.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import type { Problem } from '../problem/problem.ts'
import { needOf } from './needOf.ts'
import { isRecused, mayServe } from './roster.ts'
import type { Route } from './route.ts'
import { type Assignment, type CrewNeed, staff } from './staffing.ts'

/** Officers of every route, in their order; and the routes that have too few, because of recusals. */
export interface StaffedAll {
  crews: Assignment[][]
  short: number[]
}

/** Officers by the visits that they were drawn for: the key of a visit. */
export type KeptCrews = ReadonlyMap<string, readonly Assignment[]>

export interface StaffingOrder {
  seed: number
  /** Officers who are out already, by slot. */
  busy: ReadonlyMap<number, ReadonlySet<string>>
  /** Officers who stay with the visits they were drawn for, where that leaves no other round short. */
  keep: KeptCrews
  /** Half-days of each person so far; carried on. */
  load: Map<string, number>
}

/**
 * Gives the rounds of every half-day their officers, the earlier half-days first, so that who has had fewer half-days
 * goes first where the rules ask for balance.
 */
export function staffAll(
  problem: Problem,
  halfDays: readonly HalfDay[],
  routes: readonly Route[],
  visits: readonly Visit[],
  { seed, busy, keep, load }: StaffingOrder,
): StaffedAll {
  const crews: Assignment[][] = routes.map(() => [])
  const short: number[] = []
  const { officers, rules } = problem
  if (officers === null) return { crews, short }
  const bySlot = Map.groupBy(routes.keys(), (k) => routes[k]!.slot)
  for (const [slot, there] of [...bySlot].sort(([a], [b]) => a - b)) {
    const when = halfDays[slot]!
    const needs = there.map((k) => needOf(problem, visits, routes[k]!))
    const free = officers.filter(({ id }) => !busy.get(slot)?.has(id))
    const order = { seed, perDepartment: rules.officersPerDepartment, ...(rules.balance && { load }) }
    const kept = staff(
      keeping(
        needs,
        there.map((k) => routes[k]!),
        free,
        when,
      ),
      free,
      when,
      order,
    )
    const staffed = kept.short.length === 0 ? kept : staff(needs, free, when, order)
    for (const [n, crew] of staffed.crews.entries()) {
      crews[there[n]!] = crew
      for (const { officer } of crew) load.set(officer, (load.get(officer) ?? 0) + 1)
    }
    short.push(...new Set(staffed.short.map(({ need }) => there[need]!)))
  }
  return { crews, short }

  /** The needs with whoever was drawn for one of their visits and may still go, each person once. */
  function keeping(
    needs: readonly CrewNeed[],
    there: readonly Route[],
    free: readonly Officer[],
    when: HalfDay,
  ): CrewNeed[] {
    const taken = new Set<string>()
    return needs.map((need, n) => {
      const fixed = there[n]!.stops.flatMap((stop) => keep.get(keyOf(visits[stop - 1]!)) ?? []).filter(
        ({ officer, department }) => {
          const person = free.find(({ id }) => id === officer)
          if (person === undefined || taken.has(officer) || !need.departments.includes(department)) return false
          if (!mayServe(person, department, need.zone, when) || isRecused(person, need.premises)) return false
          taken.add(officer)
          return true
        },
      )
      return { ...need, fixed: atMost(fixed, rules.officersPerDepartment) }
    })
  }
}

/** The first so many of each department. */
function atMost(crew: readonly Assignment[], perDepartment: number): Assignment[] {
  return crew.filter(
    ({ department }, k) => crew.slice(0, k).filter((other) => other.department === department).length < perDepartment,
  )
}
