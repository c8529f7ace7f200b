import type { Visit } from '../merge/visit.ts'
import type { Duty, Round } from '../plan/round.ts'
import { halfDaysOf } from '../problem/halfDay.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { partialAttendance } from './attendance.ts'
import type { Drive } from './model.ts'
import type { Route } from './route.ts'
import type { Assignment } from './staffing.ts'
import { timetableOf } from './timetable.ts'
import { stopSeconds } from './ways.ts'

/** A route with its times and its people, in the words of the problem. */
export function roundOf(
  problem: Problem,
  drive: Drive,
  route: Route,
  visits: readonly Visit[],
  crew: readonly Assignment[],
  locked: boolean,
): Round {
  const timetable = timetableOf(drive, route, visits, stopSeconds(problem.travel))
  const { leaveS, backS } = timetable
  const bitOf = (code: string) => 1 << problem.departments.findIndex((department) => department.code === code)
  const mask = route.stops.reduce((all, stop) => all | drive.need[stop]!, 0)
  const attendance = (department: string) =>
    problem.rules.partialAttendance
      ? partialAttendance(drive, route, timetable, bitOf(department))
      : { fromS: leaveS, toS: backS }
  const first = visits[route.stops[0]! - 1]!
  return {
    zone: premisesById(problem).get(first.premises)!.zone,
    ...halfDaysOf(problem.workingDays)[route.slot]!,
    ...timetable,
    departments: problem.departments.map(({ code }) => code).filter((code) => (mask & bitOf(code)) !== 0),
    crew: crew.map(({ officer, department }): Duty => ({ officer, department, ...attendance(department) })),
    locked,
  }
}
