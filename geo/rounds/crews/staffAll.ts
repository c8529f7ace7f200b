import type { Visit } from '../merge/visit.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Problem } from '../problem/problem.ts'
import { needOf } from './needOf.ts'
import type { Route } from './route.ts'
import { type Assignment, type CrewNeed, staff } from './staffing.ts'

/** Officers of every route, in their order; and the routes that have too few, because of recusals. */
export interface StaffedAll {
  crews: Assignment[][]
  short: number[]
}

/** Officers who were drawn for a visit, by its id, and the slot for which they were. */
export type KeptCrews = ReadonlyMap<string, { slot: number; crew: readonly Assignment[] }>

export interface StaffingOrder {
  seed: number
  /** Officers who are out already, by slot. */
  busy: ReadonlyMap<number, ReadonlySet<string>>
  /** Officers who stay with the visits they were drawn for, as far as that leaves no round short. */
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
    const needs = there.map((k): CrewNeed => {
      const stops = routes[k]!.stops.map((stop) => visits[stop - 1]!)
      return { ...needOf(problem, visits, routes[k]!), ...keptFor(keep, stops, slot) }
    })
    const free = officers.filter(({ id }) => !busy.get(slot)?.has(id))
    const order = { seed, perDepartment: rules.officersPerDepartment, ...(rules.balance && { load }) }
    const staffed = staff(needs, free, when, order)
    for (const [n, crew] of staffed.crews.entries()) {
      crews[there[n]!] = crew
      for (const { officer } of crew) load.set(officer, (load.get(officer) ?? 0) + 1)
    }
    short.push(...new Set(staffed.short.map(({ need }) => there[need]!)))
  }
  return { crews, short }
}

/** Whoever was drawn for these visits in this slot, those for most of them first; nothing: nobody was. */
export function keptFor(keep: KeptCrews, visits: readonly Visit[], slot: number): Pick<CrewNeed, 'kept'> {
  const crews = visits.flatMap(({ id }) => {
    const was = keep.get(id)
    return was?.slot === slot ? was.crew : []
  })
  if (crews.length === 0) return {}
  const drawn = [...Map.groupBy(crews, ({ officer, department }) => `${department} ${officer}`).values()]
  return { kept: drawn.sort((a, b) => b.length - a.length).map(([one]) => one!) }
}
