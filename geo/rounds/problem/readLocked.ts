import type { Words } from '../../words.ts'
import { faultWords } from './faultWords.ts'
import type { LockedRound } from './lockedRound.ts'
import type { Problem } from './problem.ts'
import type { Report, Row } from './rows.ts'

/** What is done about a locked round, and about an officer of one, that cannot be used. */
export interface LockedToDo {
  round: Words
  officer: Words
}

/** Locked rounds whose zone, day, visits and checks are there; named officers who are not are taken off, and reported. */
export function readLocked(
  rows: readonly Row<LockedRound>[],
  problem: Omit<Problem, 'locked'>,
  report: Report,
  toDo: LockedToDo = { round: NOT_LOCKED, officer: DRAWN },
): LockedRound[] {
  const zones = new Set(problem.zones.map(({ id }) => id))
  const days = new Set(problem.workingDays)
  const premises = new Map(problem.premises.map((one) => [one.id, one]))
  const checks = new Map(problem.checks.map((one) => [one.id, one]))
  const people = new Set(problem.officers?.map(({ id }) => id))
  const departments = new Set(problem.departments.map(({ code }) => code))
  const taken = new Set<string>()

  const unknown = ({ zone, day, visits }: LockedRound): string | undefined => {
    if (!zones.has(zone)) return zone
    if (!days.has(day)) return day
    const own = new Set<string>()
    for (const visit of visits) {
      if (premises.get(visit.premises)?.zone !== zone) return visit.premises
      for (const id of visit.checks) {
        if (checks.get(id)?.premises !== visit.premises || taken.has(id) || own.has(id)) return id
        own.add(id)
      }
    }
    return undefined
  }

  return rows.flatMap(({ path, row }) => {
    const wrong = unknown(row)
    if (wrong !== undefined) {
      report(path, null, faultWords(ROUND, wrong, toDo.round))
      return []
    }
    for (const { checks: own } of row.visits) for (const id of own) taken.add(id)
    const officers = row.officers.filter(({ department, officer }, at) => {
      const isKnown = people.has(officer) && departments.has(department)
      if (!isKnown)
        report(`${path}.officers[${at}]`, officer, faultWords(OFFICER, { department, officer }, toDo.officer))
      return isKnown
    })
    return [{ ...row, officers }]
  })
}

const ROUND = {
  zh: '已有的片区、工作日、该片区的检查对象及其未被其他轮次锁定的计划检查',
  en: 'a zone, a working day, premises of the zone and checks of these that are there, each locked once',
}
const NOT_LOCKED = {
  zh: '本轮未锁定，其检查重新安排，请更正后重算',
  en: 'The round is not locked and its checks are planned anew; correct it and solve again',
}
const OFFICER = { zh: '名册上的人员和已有的部门', en: 'an officer of the roster and a department that are there' }
const DRAWN = { zh: '该席位改为抽取', en: 'The place is drawn instead' }
