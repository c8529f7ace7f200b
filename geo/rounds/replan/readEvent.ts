import type { Words } from '../../words.ts'
import type { Fault } from '../problem/fault.ts'
import { faultWords } from '../problem/faultWords.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Problem } from '../problem/problem.ts'
import { readLocked } from '../problem/readLocked.ts'
import { issueWords, pathOf, type Report, reportTo } from '../problem/rows.ts'
import { PlanEvent } from './event.ts'

/**
 * Reads an event file (docs/rounds-event.schema.json) that was parsed as JSON. What it names must be in the problem, and
 * what it adds must not. One fault refuses it: half an event did not happen.
 */
export function readEvent(json: unknown, problem: Problem): { event: PlanEvent } | { faults: Fault[] } {
  const faults: Fault[] = []
  const report = reportTo(faults)
  const parsed = PlanEvent.safeParse(json)
  if (parsed.success) reportUnlinked(parsed.data, problem, report)
  else
    for (const issue of parsed.error.issues) {
      const path = pathOf(issue.path).slice(1)
      const whole = issue.path.length === 0 ? EVENT : WHOLE[path]
      const got = path === '' ? json : (json as Record<string, unknown>)[path]
      report(path, null, whole === undefined ? issueWords(issue, json, NOT_DONE) : faultWords(whole, got, NOT_DONE))
    }
  return parsed.success && faults.length === 0 ? { event: parsed.data } : { faults }
}

function reportUnlinked(event: PlanEvent, problem: Problem, report: Report): void {
  switch (event.kind) {
    case 'checks-dropped': {
      const known = idsOf(problem.checks)
      for (const [at, id] of event.checks.entries()) there(`checks[${at}]`, id, known, report)
      return
    }
    case 'officer-away':
      if (problem.officers === null) report('officer', event.officer, faultWords(ROSTER, null, NOT_DONE))
      else there('officer', event.officer, idsOf(problem.officers), report)
      return
    case 'premises-added':
      fresh('premises.id', event.premises.id, idsOf(problem.premises), report)
      there('premises.zone', event.premises.zone, idsOf(problem.zones), report)
      reportChecks(event.checks, new Set([event.premises.id]), problem, report)
      return
    case 'checks-added':
      reportChecks(event.checks, idsOf(problem.premises), problem, report)
      return
    case 'round-locked':
      reportRound(event.round, problem, report)
  }
}

function reportChecks(
  checks: readonly PlannedCheck[],
  premises: ReadonlySet<string>,
  problem: Problem,
  report: Report,
): void {
  const departments = new Set(problem.departments.map(({ code }) => code))
  const taken = idsOf(problem.checks)
  for (const [at, check] of checks.entries()) {
    fresh(`checks[${at}].id`, check.id, taken, report)
    there(`checks[${at}].premises`, check.premises, premises, report)
    there(`checks[${at}].department`, check.department, departments, report)
    taken.add(check.id)
  }
}

/** As the problem's own locked rounds are read, after them: what one of them locks already is not locked again. */
function reportRound(round: LockedRound, problem: Problem, report: Report): void {
  const rows = problem.locked.map((row, at) => ({ path: `locked[${at}]`, row }))
  readLocked([...rows, { path: 'round', row: round }], problem, report, { round: NOT_DONE, officer: NOT_DONE })
}

const idsOf = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map(({ id }) => id))

function there(path: string, id: string, known: ReadonlySet<string>, report: Report): void {
  if (!known.has(id)) report(path, null, faultWords(THERE, id, NOT_DONE))
}

function fresh(path: string, id: string, taken: ReadonlySet<string>, report: Report): void {
  if (taken.has(id)) report(path, null, faultWords(FRESH, id, NOT_DONE))
}

const NOT_DONE: Words = { zh: '未作调整，请更正后重排', en: 'Nothing was re-planned; correct it and re-plan' }
const THERE: Words = { zh: '问题中已有的编号', en: 'an id that is in the problem' }
const FRESH: Words = { zh: '尚未使用的编号', en: 'an id that is not taken yet' }
const ROSTER: Words = { zh: '名册已知的问题', en: 'a problem whose roster is known' }
const EVENT: Words = { zh: '一个事件的 JSON 对象', en: 'a JSON object, the event' }
/** What a field of the event itself must be; fields within them are those of the problem. */
const WHOLE: Record<string, Words> = {
  kind: {
    zh: ' checks-dropped、officer-away、premises-added、checks-added 或 round-locked',
    en: 'checks-dropped, officer-away, premises-added, checks-added or round-locked',
  },
  checks: {
    zh: '至少一项计划检查（checks-dropped 为编号）',
    en: 'planned checks, one or more (of checks-dropped: their ids)',
  },
  officer: { zh: '人员编号', en: "an officer's id" },
  absence: { zh: '缺勤 {from, to, half}，from 不晚于 to', en: 'an absence {from, to, half}, from not after to' },
  premises: {
    zh: '检查对象 {id, name, at, zone, …}',
    en: 'premises {id, name, at, zone, …}',
  },
  round: {
    zh: '轮次 {zone, day, half, visits, officers}',
    en: 'a round {zone, day, half, visits, officers}',
  },
}
