import type { Visit } from '../merge/visit.ts'
import type { Solution } from '../plan/solution.ts'
import { type Drive, driving } from './driving.ts'
import { lockedAsTold } from './lockedAsTold.ts'
import type { FileCheck, FileOfficer, FilePremises, ProblemFile } from './problemFile.ts'

/** What is judged, looked up once; defaults as the published schema gives them. */
export interface Facts {
  file: ProblemFile
  solution: Solution
  check: ReadonlyMap<string, FileCheck>
  premises: ReadonlyMap<string, FilePremises>
  officer: ReadonlyMap<string, FileOfficer>
  visit: ReadonlyMap<string, Visit>
  workingDays: ReadonlySet<string>
  officersPerDepartment: number
  mostOfficersPerRound: number
  service: { baseS: number; share: number }
  halfDays: Record<string, { from: string; to: string }>
  drive: Drive
  /** Rounds that are a locked round of the problem, unchanged: what they were told is not judged again. */
  lockedRounds: ReadonlyMap<number, number>
  /** Checks that locked rounds have taken. */
  lockedChecks: ReadonlySet<string>
}

const HALF_DAYS = { morning: { from: '08:30', to: '12:00' }, afternoon: { from: '14:30', to: '18:00' } }

export function factsOf(file: ProblemFile, solution: Solution): Facts {
  const { rules } = file
  const visit = new Map(solution.merged.visits.map((one) => [one.id, one]))
  return {
    file,
    solution,
    visit,
    check: new Map(file.checks.map((one) => [one.id, one])),
    premises: new Map(file.premises.map((one) => [one.id, one])),
    officer: new Map((file.officers ?? []).map((one) => [one.id, one])),
    workingDays: new Set(file.workingDays),
    officersPerDepartment: rules.officersPerDepartment ?? 2,
    mostOfficersPerRound: rules.mostOfficersPerRound ?? Infinity,
    service: rules.service ?? { baseS: 900, share: 0.25 },
    halfDays: rules.halfDays ?? HALF_DAYS,
    drive: driving(file),
    lockedRounds: lockedAsTold(file, solution, visit),
    lockedChecks: new Set((file.locked ?? []).flatMap(({ visits }) => visits.flatMap(({ checks }) => checks))),
  }
}

/** Rounds that were planned, with their numbers: locked ones as told are not among them. */
export const plannedRounds = ({ solution, lockedRounds }: Facts) =>
  [...solution.rounds.entries()].filter(([round]) => !lockedRounds.has(round))

/** The visits of a round that exist, in driving order. */
export const visitsOf = ({ visit }: Facts, { stops }: Solution['rounds'][number]): Visit[] =>
  stops.flatMap((stop) => visit.get(stop.visit) ?? [])

/** The checks of a visit that exist. */
export const checksOf = ({ check }: Facts, visit: Visit): FileCheck[] =>
  visit.checks.flatMap((id) => check.get(id) ?? [])

/** Departments of checks, in the order of the problem. */
export const departmentsIn = ({ file }: Facts, checks: readonly FileCheck[]): string[] =>
  file.departments.map(({ code }) => code).filter((code) => checks.some(({ department }) => department === code))
