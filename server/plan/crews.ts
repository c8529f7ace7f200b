import type { Problem, Stop } from '../../geo/rounds/problem.ts'
import type { TravelMatrix } from '../../geo/travel.ts'
import { unitsOf, type Visit } from './check.ts'

/** How crews work; every figure can be set for a plan. */
export interface CrewRules {
  halfDayMinutes: number
  /** A visit takes `visitMinutes` for the first department and `joinMinutes` more for each that joins. */
  visitMinutes: number
  joinMinutes: number
  roundsPerHalfDay: number
  /** A law check needs at least 2 qualified officers. */
  officersPerDepartment: number
}

export const CREW_RULES: CrewRules = {
  halfDayMinutes: 210,
  visitMinutes: 30,
  joinMinutes: 8,
  roundsPerHalfDay: 2,
  officersPerDepartment: 2,
}

/** Half-day slots of a horizon: two a working day, morning first. */
export const slotsOf = (workingDays: readonly string[]) =>
  workingDays.flatMap((day) => [
    { day, half: 'morning' as const },
    { day, half: 'afternoon' as const },
  ])

/** The routing problem of one zone: its visits, and the half-days of the working days given; place 0 is its seat. */
export function crewProblem(
  visits: readonly Visit[],
  travel: TravelMatrix,
  workingDays: readonly string[],
  rules: CrewRules,
): Problem {
  const departments = [...new Set(visits.flatMap(unitsOf))].sort()
  const dayIndex = new Map(workingDays.map((day, index) => [day, index]))
  const stops = visits.map((visit, index): Stop => {
    const units = unitsOf(visit)
    return {
      id: String(index),
      departments: units.reduce((mask, unit) => mask | (1 << departments.indexOf(unit)), 0),
      serviceS: 60 * (rules.visitMinutes + rules.joinMinutes * (units.length - 1)),
      release: 2 * dayIndex.get(visit.release)!,
      due: 2 * dayIndex.get(visit.due)! + 1,
    }
  })
  return {
    stops,
    departments,
    travel,
    shiftS: 60 * rules.halfDayMinutes,
    slots: 2 * workingDays.length,
    roundsPerSlot: rules.roundsPerHalfDay,
    officersPerDepartment: rules.officersPerDepartment,
  }
}
