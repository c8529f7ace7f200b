import { checksOf, departmentsIn, type Facts, visitsOf } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** A crew is of the departments that its stops need, with enough officers of each, and no larger than a round carries. */
export const crewsComplete = (facts: Facts): Violation[] =>
  facts.solution.rounds.flatMap((planned, round): Violation[] => {
    const checks = visitsOf(facts, planned).flatMap((visit) => checksOf(facts, visit))
    const needed = departmentsIn(facts, checks)
    const { departments, crew } = planned
    const missing = needed.filter((code) => !departments.includes(code))
    const needless = departments.filter((code) => !needed.includes(code))
    const found: Violation[] =
      missing.length + needless.length > 0 ? [{ kind: 'round-departments', round, missing, needless }] : []
    for (const { officer, department } of crew) {
      if (!needed.includes(department)) found.push({ kind: 'needless-officer', round, officer, department })
    }
    for (const department of facts.file.officers === null ? [] : needed) {
      const own = new Set(crew.filter((duty) => duty.department === department).map(({ officer }) => officer))
      if (own.size < facts.officersPerDepartment) {
        const needs = facts.officersPerDepartment
        found.push({ kind: 'too-few-officers', round, department, officers: own.size, needed: needs })
      }
    }
    const officers = Math.max(crew.length, needed.length * facts.officersPerDepartment)
    const isTold = facts.lockedRounds.has(round)
    return !isTold && officers > facts.mostOfficersPerRound
      ? [...found, { kind: 'crew-size', round, officers, most: facts.mostOfficersPerRound }]
      : found
  })
