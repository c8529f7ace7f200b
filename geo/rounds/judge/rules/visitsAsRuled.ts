import type { Visit } from '../../merge/visit.ts'
import { checksOf, departmentsIn, type Facts } from '../facts.ts'
import type { FileCheck } from '../problemFile.ts'
import type { Violation } from '../violation.ts'

/** A visit belongs to one premises, and its departments, lead, length and window follow from its checks. */
export const visitsAsRuled = (facts: Facts): Violation[] =>
  facts.solution.merged.visits.flatMap((visit) => [
    ...foreignChecks(facts, visit),
    ...wrongDepartments(facts, visit),
    ...wrongService(facts, visit),
    ...wrongWindow(facts, visit),
  ])

const foreignChecks = (facts: Facts, visit: Visit): Violation[] =>
  checksOf(facts, visit)
    .filter((check) => check.premises !== visit.premises)
    .map((check) => ({ kind: 'foreign-check', visit: visit.id, check: check.id, premises: check.premises }))

function wrongDepartments(facts: Facts, visit: Visit): Violation[] {
  const checks = checksOf(facts, visit)
  const expected = departmentsIn(facts, checks)
  if (expected.join() !== visit.departments.join()) return [{ kind: 'visit-departments', visit: visit.id, expected }]
  const own = (code: string) => checks.filter(({ department }) => department === code).length
  const most = Math.max(...expected.map(own))
  const lead = expected.find((code) => own(code) === most)
  return lead === undefined || lead === visit.lead ? [] : [{ kind: 'visit-lead', visit: visit.id, expected: lead }]
}

/** Base + longest + a share of the others, to the nearest second. */
function wrongService(facts: Facts, visit: Visit): Violation[] {
  const realS = serviceOf(facts, checksOf(facts, visit))
  const isNear = Math.abs(realS - visit.serviceS) <= 0.5 + 1e-6
  return isNear ? [] : [{ kind: 'visit-service', visit: visit.id, claimedS: visit.serviceS, realS }]
}

export function serviceOf({ service }: Facts, checks: readonly FileCheck[]): number {
  const lengths = checks.map(({ serviceS }) => serviceS).sort((a, b) => b - a)
  return lengths.reduce((sum, length, at) => sum + (at === 0 ? length : service.share * length), service.baseS)
}

function wrongWindow(facts: Facts, visit: Visit): Violation[] {
  const isTold = visit.checks.every((id) => facts.lockedChecks.has(id))
  const outside = checksOf(facts, visit).find(({ release, due }) => visit.release < release || due < visit.due)
  return isTold || outside === undefined ? [] : [{ kind: 'visit-window', visit: visit.id, check: outside.id }]
}
