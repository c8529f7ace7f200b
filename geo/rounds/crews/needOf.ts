import type { Visit } from '../merge/visit.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import type { Route } from './route.ts'
import type { CrewNeed } from './staffing.ts'

/** What a route asks of the officers of its half-day. Stop k + 1 is visits[k]. */
export function needOf(problem: Problem, visits: readonly Visit[], { stops }: Route): CrewNeed {
  const there = stops.map((stop) => visits[stop - 1]!)
  const premises = there.map((visit) => visit.premises)
  return {
    zone: premisesById(problem).get(premises[0]!)!.zone,
    departments: problem.departments
      .map(({ code }) => code)
      .filter((code) => there.some(({ departments }) => departments.includes(code))),
    premises,
    fixed: [],
  }
}
