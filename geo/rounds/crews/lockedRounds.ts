import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import { type HalfDay, halfDaysOf } from '../problem/halfDay.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import type { Problem } from '../problem/problem.ts'
import { driveOf } from './driveOf.ts'
import { needOf } from './needOf.ts'
import { roundOf } from './roundOf.ts'
import type { Route } from './route.ts'
import { slotsByHalfDay } from './settled.ts'
import { type Assignment, type CrewNeed, staff } from './staffing.ts'

/** The locked rounds as they are: their stops in order, the officers named, and others drawn where some are missing. */
export function lockedRounds(problem: Problem, visits: readonly Visit[], seed: number): Round[] {
  const slots = slotsByHalfDay(problem)
  const halfDays = halfDaysOf(problem.workingDays)
  const premisesById = new Map(problem.premises.map((one) => [one.id, one]))
  const byCheck = new Map(visits.filter(({ locked }) => locked).map((visit) => [visit.checks[0]!, visit]))
  const visitsOf = (round: LockedRound) =>
    round.visits.map(({ checks }) => byCheck.get(checks.find((check) => byCheck.has(check))!)!)
  const bySlot = Map.groupBy(problem.locked, ({ day, half }) => slots.get(`${day} ${half}`)!)
  return [...bySlot].flatMap(([slot, rounds]) => {
    const needs = rounds.map((round): CrewNeed => {
      const stops = visitsOf(round)
      return { ...needOf(problem, stops, { slot, stops: stops.map((_, at) => at + 1) }), fixed: round.officers }
    })
    const crews = staffedFor(problem, needs, seed, halfDays[slot]!)
    return rounds.map((round, k) => {
      const stops = visitsOf(round)
      const premises = stops.map((visit) => premisesById.get(visit.premises)!)
      const drive = driveOf(problem, stops, premises, [round.zone])
      const route: Route = { slot, stops: stops.map((_, at) => at + 1) }
      return roundOf(problem, drive, route, stops, crews[k]!, true)
    })
  })
}

function staffedFor(problem: Problem, needs: readonly CrewNeed[], seed: number, when: HalfDay): Assignment[][] {
  if (problem.officers === null) return needs.map(({ fixed }) => [...fixed])
  return staff(needs, problem.officers, when, { seed, perDepartment: problem.rules.officersPerDepartment }).crews
}
