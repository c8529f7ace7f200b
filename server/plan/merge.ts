import { merge } from '../../geo/rounds/merge/merge.ts'
import { constraintWords } from '../../geo/rounds/plan/constraintWords.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import type { Words } from '../../geo/words.ts'
import type { PlannedCheck, Visit } from './check.ts'
import { CHECK_S, CREW_RULES } from './crewRules.ts'
import { premisesOf, type StoredPremises } from './premises.ts'

export interface MergedChecks {
  visits: Visit[]
  /** Checks that no visit can serve, each with its reason. */
  impossible: { check: PlannedCheck; reason: Words }[]
}

/**
 * The proven fewest visits that serve these checks, by their windows on the working days and the caps of the premises.
 * Roads and officers are for the rounds to find out.
 */
export function mergeChecks(
  checks: readonly PlannedCheck[],
  premises: ReadonlyMap<number, StoredPremises>,
  workingDays: readonly string[],
): MergedChecks {
  const ids = new Set(checks.map((check) => check.premises))
  const problem: Problem = {
    workingDays: [...workingDays],
    departments: [...new Set(checks.map(({ unit }) => unit))].sort().map((code) => ({ code, name: code })),
    zones: [],
    premises: [...ids].map((id) => premisesOf(premises.get(id)!, '')),
    checks: checks.map((check) => problemCheck(check, premises)),
    officers: null,
    rules: CREW_RULES,
    travel: { kind: 'straight', circuity: 1, kmPerHour: 1, stopS: 0 },
    locked: [],
  }
  const byId = new Map(checks.map((check) => [String(check.id), check]))
  const { visits, unmerged } = merge(problem, () => ({ thereS: 0, backS: 0 }))
  return {
    visits: visits.map((visit) => {
      const own = visit.checks.map((id) => byId.get(id)!)
      return { premises: own[0]!.premises, checks: own, release: visit.release, due: visit.due }
    }),
    impossible: unmerged.map(({ check, because }) => ({
      check: byId.get(check)!,
      reason: allOf(because.map((constraint) => constraintWords(problem, constraint))),
    })),
  }
}

/** A planned check as the engine sees it. */
export const problemCheck = (check: PlannedCheck, premises: ReadonlyMap<number, StoredPremises>) => ({
  id: String(check.id),
  premises: premises.get(check.premises)!.code,
  matter: check.matter,
  department: check.unit,
  release: check.release,
  due: check.due,
  serviceS: CHECK_S,
})

/** Reasons that only together exclude something, as one saying. */
export const allOf = (reasons: readonly Words[]): Words => ({
  zh: reasons.map(({ zh }) => zh).join('；'),
  en: reasons.map(({ en }) => en).join('; and '),
})
