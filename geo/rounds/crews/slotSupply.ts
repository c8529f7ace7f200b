import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import type { Problem } from '../problem/problem.ts'
import { mayServe } from './roster.ts'
import type { Settled } from './settled.ts'
import type { OfficerClass, SlotSupply } from './supply.ts'

/** Officers and teams that a half-day has for these zones, beside what is settled. */
export function slotSupply(
  problem: Problem,
  zones: readonly string[],
  when: HalfDay,
  slot: number,
  { busy, out }: Settled,
): SlotSupply {
  const free = (problem.officers ?? []).filter(({ id }) => !busy.get(slot)?.has(id))
  const classes = new Map<string, OfficerClass>()
  for (const officer of free) {
    const able = abilityOf(problem, officer, zones, when)
    if (able.departments === 0 || able.zones === 0) continue
    const key = `${able.departments} ${able.zones}`
    const known = classes.get(key)
    if (known === undefined) classes.set(key, { ...able, count: 1 })
    else known.count++
  }
  const seats = new Map(problem.zones.map((zone) => [zone.id, zone.roundsPerHalfDay]))
  return {
    classes: [...classes.values()],
    rounds: zones.map((zone) => (seats.get(zone) ?? Infinity) - (out.get(`${slot} ${zone}`) ?? 0)),
  }
}

/** Departments and zones a person can serve in a half-day, as bits. */
function abilityOf({ departments }: Problem, officer: Officer, zones: readonly string[], when: HalfDay) {
  const goesWith = (officer.zones ?? zones).filter((zone) => zones.includes(zone))
  const certified = departments.filter(({ code }) => goesWith.some((zone) => mayServe(officer, code, zone, when)))
  return {
    departments: certified.reduce((mask, department) => mask | (1 << departments.indexOf(department)), 0),
    zones: goesWith.reduce((mask, zone) => mask | (1 << zones.indexOf(zone)), 0),
  }
}
