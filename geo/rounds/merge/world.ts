import { dayNumber } from '../problem/day.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { CrewSlots } from './crewSlots.ts'
import type { Trip } from './room.ts'
import { type Slots, slotsWhere } from './slots.ts'

/** A visit of a locked round. */
export interface LockedCall {
  checks: readonly string[]
  day: LockedRound['day']
}

/** What all premises of a problem share, looked up once. */
export interface World {
  problem: Problem
  /** Seconds from its zone's seat to a premises and back; null: no way leads there or back. */
  trip: (premises: Premises) => Trip | null
  /** Working days as days since 1970-01-01, ascending. */
  days: readonly number[]
  /** Departments as bits, and their places in the problem. */
  bitOf: ReadonlyMap<string, number>
  crews: CrewSlots
  /** For each matter the matters it must not share a visit with. */
  incompatible: ReadonlyMap<string, ReadonlySet<string>>
  locked: ReadonlyMap<string, readonly LockedCall[]>
  /** Half-days that are not on one of these weekdays. */
  openOn: (closed: readonly number[]) => Slots
}

export function worldOf(problem: Problem, trip: World['trip']): World {
  const days = problem.workingDays.map(dayNumber)
  const open = new Map<string, Slots>()
  return {
    problem,
    trip,
    days,
    bitOf: new Map(problem.departments.map(({ code }, at) => [code, 1 << at])),
    crews: new CrewSlots(problem),
    incompatible: incompatibleMatters(problem.rules.incompatible),
    locked: lockedCalls(problem.locked),
    openOn: (closed) => {
      const key = [...closed].sort().join()
      const slots = open.get(key) ?? slotsWhere(days.length, (slot) => !closed.includes(weekday(days[slot >>> 1]!)))
      open.set(key, slots)
      return slots
    },
  }
}

/** 0 = Sunday … 6 = Saturday; 1970-01-01 was a Thursday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

function incompatibleMatters(pairs: Problem['rules']['incompatible']): Map<string, Set<string>> {
  const others = new Map<string, Set<string>>()
  for (const [a, b] of pairs) {
    others.set(a, (others.get(a) ?? new Set()).add(b))
    others.set(b, (others.get(b) ?? new Set()).add(a))
  }
  return others
}

function lockedCalls(rounds: readonly LockedRound[]): Map<string, LockedCall[]> {
  const calls = rounds.flatMap(({ day, visits }) => visits.map(({ premises, checks }) => ({ premises, checks, day })))
  return Map.groupBy(calls, ({ premises }) => premises)
}
