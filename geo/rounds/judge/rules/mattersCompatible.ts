import { checksOf, type Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** No visit checks two matters that exclude each other, unless it was locked so. */
export const mattersCompatible = (facts: Facts): Violation[] =>
  facts.solution.merged.visits
    .filter(({ checks }) => !checks.every((id) => facts.lockedChecks.has(id)))
    .flatMap((visit) => {
      const matters = checksOf(facts, visit).map(({ matter }) => matter)
      const clashes = (facts.file.rules.incompatible ?? []).filter(
        ([a, b]) =>
          matters.includes(a) && matters.includes(b) && (a !== b || matters.indexOf(a) < matters.lastIndexOf(b)),
      )
      return clashes.map((pair): Violation => ({ kind: 'incompatible', visit: visit.id, matters: pair }))
    })
