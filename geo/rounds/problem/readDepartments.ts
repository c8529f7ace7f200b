import { Department, MOST_DEPARTMENTS } from './department.ts'
import { faultWords, ROW_LEFT_OUT } from './faultWords.ts'
import type { Problem } from './problem.ts'
import { type Report, rowsOf } from './rows.ts'

/** At most MOST_DEPARTMENTS of them; those after are reported. */
export function readDepartments(value: unknown, report: Report): Department[] {
  const rows = rowsOf<Department>({ name: 'departments', value, idOf: ({ code }) => code }, Department, report)
  const most = { zh: `至多 ${MOST_DEPARTMENTS} 个部门`, en: `${MOST_DEPARTMENTS} departments at most` }
  for (const { path, row } of rows.slice(MOST_DEPARTMENTS)) {
    report(path, row.code, faultWords(most, `${rows.length}`, ROW_LEFT_OUT))
  }
  return rows.slice(0, MOST_DEPARTMENTS).map(({ row }) => row)
}

/** Names departments with checks that the roster can never staff: their checks will be left out for lack of officers. */
export function warnOfShortDepartments(problem: Omit<Problem, 'locked'>, report: Report): void {
  const { officers, departments, checks, rules } = problem
  if (officers === null) return
  const needed = new Set(checks.map(({ department }) => department))
  for (const [at, { code, name }] of departments.entries()) {
    const certified = officers.filter(({ certificates }) => certificates.some(({ department }) => department === code))
    if (!needed.has(code) || certified.length >= rules.officersPerDepartment) continue
    const expected = {
      zh: `${name}至少 ${rules.officersPerDepartment} 名持证人员`,
      en: `${rules.officersPerDepartment} or more certified officers of ${name}`,
    }
    const toDo = { zh: '其计划检查将无法安排，请补充人员', en: 'Its checks cannot be placed; add officers' }
    report(`departments[${at}]`, code, faultWords(expected, certified.length, toDo))
  }
}
