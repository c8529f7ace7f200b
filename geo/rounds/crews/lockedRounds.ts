import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import { halfDaysOf } from '../problem/halfDay.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { driveOf } from './driveOf.ts'
import { needOf } from './needOf.ts'
import { roundOf } from './roundOf.ts'
import type { Route } from './route.ts'
import { type Settled, slotsByHalfDay } from './settled.ts'
import { type KeptCrews, keptFor } from './staffAll.ts'
import { type Assignment, type CrewNeed, staff } from './staffing.ts'

/** Which locked rounds are drawn for, and among whom. */
export interface LockedOrder {
  seed: number
  /** Default: all of the problem. */
  locks?: readonly LockedRound[]
  /** Officers who are out already, by slot. */
  busy?: Settled['busy']
  keep?: KeptCrews
}

/** The locked rounds as they are: their stops in order, the officers named, and others drawn where some are missing. */
export function lockedRounds(
  problem: Problem,
  visits: readonly Visit[],
  { seed, locks = problem.locked, busy = new Map(), keep = new Map() }: LockedOrder,
): Round[] {
  const slots = slotsByHalfDay(problem)
  const halfDays = halfDaysOf(problem.workingDays)
  const byId = premisesById(problem)
  const visitsOf = visitsOfLocks(visits)
  const bySlot = Map.groupBy(locks, ({ day, half }) => slots.get(`${day} ${half}`)!)
  return [...bySlot].flatMap(([slot, rounds]) => {
    const needs = rounds.map((round): CrewNeed => {
      const stops = visitsOf(round)
      const route = { slot, stops: stops.map((_, at) => at + 1) }
      return { ...needOf(problem, stops, route), ...keptFor(keep, stops, slot), fixed: round.officers }
    })
    const crews = crewsFor(slot, needs)
    return rounds.map((round, k) => {
      const stops = visitsOf(round)
      const premises = stops.map((visit) => byId.get(visit.premises)!)
      const drive = driveOf(problem, stops, premises, [round.zone])
      const route: Route = { slot, stops: stops.map((_, at) => at + 1) }
      return roundOf(problem, drive, route, stops, crews[k]!, true)
    })
  })

  function crewsFor(slot: number, needs: readonly CrewNeed[]): Assignment[][] {
    if (problem.officers === null) return needs.map(({ fixed }) => [...fixed])
    const free = problem.officers.filter(({ id }) => !busy.get(slot)?.has(id))
    return staff(needs, free, halfDays[slot]!, { seed, perDepartment: problem.rules.officersPerDepartment }).crews
  }
}

/** The visits of a locked round, in its order. */
export function visitsOfLocks(visits: readonly Visit[]): (lock: LockedRound) => Visit[] {
  const byCheck = new Map(visits.filter(({ locked }) => locked).map((visit) => [visit.checks[0]!, visit]))
  return (lock) => lock.visits.map(({ checks }) => byCheck.get(checks.find((check) => byCheck.has(check))!)!)
}
