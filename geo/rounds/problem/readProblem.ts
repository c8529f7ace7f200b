import type { Words } from '../../words.ts'
import type { Fault } from './fault.ts'
import { expectedAt, faultWords } from './faultWords.ts'
import { linked } from './linked.ts'
import { LockedRound } from './lockedRound.ts'
import { PlannedCheck } from './plannedCheck.ts'
import type { Problem } from './problem.ts'
import { readDays } from './readDays.ts'
import { readDepartments, warnOfShortDepartments } from './readDepartments.ts'
import { readLocked } from './readLocked.ts'
import { readOfficers } from './readOfficers.ts'
import { readPremises } from './readPremises.ts'
import { readTravel } from './readTravel.ts'
import { reportTo, rowsOf, valueAt } from './rows.ts'
import { Rules } from './rules.ts'
import { reportUnknownFields } from './unknownFields.ts'
import { Zone } from './zone.ts'

/** A problem of rows that can be used, and the rows that cannot, each with what to do about it. */
export interface ReadProblem {
  problem: Problem
  faults: Fault[]
}

/** Nothing can be solved: what all rows depend on cannot be read. */
export interface Refusal {
  refused: Fault
}

/**
 * Reads a problem file (docs/rounds-problem.schema.json) that was parsed as JSON, row by row: a row that cannot be used
 * is named and left out, what refers to it is named too, and so is a field that nobody reads; the rest can be solved.
 * Refused are only a file that is no object, positions of another datum, and rules or a way of travel that cannot be read.
 */
export function readProblem(json: unknown): ReadProblem | Refusal {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refusal('', { zh: '一个 JSON 对象', en: 'a JSON object' }, json)
  }
  const file = json as Record<string, unknown>
  const { crs } = file
  if (crs !== undefined && crs !== 'WGS84' && crs !== 'CGCS2000') return refusal('crs', DATUM, crs)
  const faults: Fault[] = []
  const report = reportTo(faults)
  reportUnknownFields(json, report)
  const rules = Rules.safeParse(file.rules ?? {})
  if (!rules.success) {
    const [issue] = rules.error.issues
    const expected = expectedAt(issue!.path, issue!.message)
    return refusal(['rules', ...issue!.path].join('.'), expected, valueAt(file.rules, issue!.path))
  }
  const travel = readTravel(file.travel, report)
  if (travel === null) return refusal('travel', TRAVEL, file.travel)

  const list = <T extends { id: string }>(name: string) => ({ name, value: file[name], idOf: ({ id }: T) => id })
  const departments = readDepartments(file.departments, report)
  const zones = rowsOf<Zone>(list('zones'), Zone, report).map(({ row }) => row)
  const premises = readPremises(file.premises, idsOf(zones), report)
  if (Array.isArray(file.premises) && premises.length === 0) {
    const toDo = { zh: '没有检查对象，无可安排', en: 'Without premises there is nothing to plan' }
    report(
      'premises',
      null,
      faultWords({ zh: '至少一个可用的检查对象', en: 'one premises or more that can be used' }, [], toDo),
    )
  }
  const checks = linked(
    rowsOf<PlannedCheck>(list('checks'), PlannedCheck, report),
    { premises: idsOf(premises), department: new Set(departments.map(({ code }) => code)) },
    report,
  )
  const unlocked: Omit<Problem, 'locked'> = {
    ...(crs !== undefined && { crs }),
    workingDays: readDays(file.workingDays, report),
    departments,
    zones,
    premises,
    checks,
    officers: readOfficers(file.officers, { departments, zones, premises }, report),
    rules: rules.data,
    travel,
  }
  warnOfShortDepartments(unlocked, report)
  const locked = rowsOf<LockedRound>({ name: 'locked', value: file.locked ?? [], idOf: null }, LockedRound, report)
  return { problem: { ...unlocked, locked: readLocked(locked, unlocked, report) }, faults }
}

const idsOf = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map(({ id }) => id))

const refusal = (path: string, expected: Words, got: unknown): Refusal => ({
  refused: { path, id: null, words: faultWords(expected, got, CORRECT) },
})

const CORRECT: Words = { zh: '请更正后重算', en: 'Correct it and solve again' }
const DATUM: Words = {
  zh: ' WGS84 或 CGCS2000（GCJ-02、BD-09 须先转换）',
  en: 'WGS84 or CGCS2000 (convert GCJ-02 and BD-09 first)',
}
const TRAVEL: Words = {
  zh: ' {kind: "straight"，circuity 1 至 5，kmPerHour 至多 200，stopS 至多 3600} 或 {kind: "table", places, seconds}',
  en: '{kind: "straight", circuity 1 to 5, kmPerHour up to 200, stopS up to 3600} or {kind: "table", places, seconds}',
}
