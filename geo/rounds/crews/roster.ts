import type { Day } from '../problem/day.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'

/** Whether a certificate of the department holds on the day. Nobody without one may inspect. */
export const isCertified = (officer: Officer, department: string, day: Day): boolean =>
  officer.certificates.some(
    ({ department: of, from, until }) =>
      of === department && (from === null || from <= day) && (until === null || day <= until),
  )

/** Whether a person is away in a half-day. */
export const isAway = (officer: Officer, { day, half }: HalfDay): boolean =>
  officer.absences.some(
    (absence) => absence.from <= day && day <= absence.to && (absence.half === null || absence.half === half),
  )

/** Whether a person may go out for a department with a round of the zone in a half-day; recusals aside. */
export const mayServe = (officer: Officer, department: string, zone: string, when: HalfDay): boolean =>
  (officer.zones === null || officer.zones.includes(zone)) &&
  !isAway(officer, when) &&
  isCertified(officer, department, when.day)

/** Whether a person must not inspect one of these premises (回避). */
export const isRecused = ({ recused }: Officer, premises: readonly string[]): boolean =>
  recused.some((id) => premises.includes(id))
