import type { Merged } from '../../geo/rounds/merge/merged.ts'
import { serviceS } from '../../geo/rounds/merge/service.ts'
import type { Officer } from '../../geo/rounds/problem/officer.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import type { TravelRule } from '../../geo/rounds/problem/travelRule.ts'
import type { Base } from './base.ts'
import { unitsOf } from './check.ts'
import { CHECK_S, CREW_RULES, ROUNDS_PER_HALF_DAY } from './crewRules.ts'
import { problemCheck } from './merge.ts'
import { premisesOf } from './premises.ts'
import type { CertifiedPerson, StoredVisit } from './store.ts'

/** What rounds depend on, as it is stored. Every visit is in a street of one of the bases. */
export interface RoundsFacts {
  workingDays: readonly string[]
  bases: readonly Base[]
  visits: readonly StoredVisit[]
  unitNames: ReadonlyMap<string, string>
  people: readonly CertifiedPerson[]
  travel: TravelRule
}

/** The problem of a plan's rounds, and its visits as they were merged; a visit's id is that of its row. */
export function roundsProblem(facts: RoundsFacts): { problem: Problem; merged: Merged } {
  const { workingDays, bases, visits, unitNames, people, travel } = facts
  const baseOf = new Map(bases.flatMap(({ code, streets }) => streets.map((street) => [street, code] as const)))
  const premises = new Map(visits.map(({ place }) => [place.id, place]))
  const codes = [...new Set(visits.flatMap(unitsOf))].sort()
  const problem: Problem = {
    workingDays: [...workingDays],
    departments: codes.map((code) => ({ code, name: unitNames.get(code) ?? code })),
    zones: bases.map(({ code, seat }) => ({
      id: code,
      name: code,
      seat: [seat[0], seat[1]],
      roundsPerHalfDay: ROUNDS_PER_HALF_DAY,
    })),
    premises: [...premises.values()].map((place) => premisesOf(place, baseOf.get(place.street)!)),
    checks: visits.flatMap(({ checks }) => checks.map((check) => problemCheck(check, premises))),
    officers: rosterOf(codes, people),
    rules: CREW_RULES,
    travel,
    locked: [],
  }
  return {
    problem,
    merged: {
      visits: visits.map((visit) => ({
        id: String(visit.id),
        premises: visit.place.code,
        checks: visit.checks.map(({ id }) => String(id)),
        departments: unitsOf(visit),
        lead: leadOf(visit),
        release: visit.release,
        due: visit.due,
        serviceS: serviceS(CREW_RULES.service, CHECK_S, CHECK_S * visit.checks.length),
        locked: false,
      })),
      proofs: [],
      splits: [],
      unmerged: [],
    },
  }
}

/** The department with most checks here; the earlier by code among equals. */
function leadOf(visit: StoredVisit): string {
  const checksOf = (unit: string) => visit.checks.filter((check) => check.unit === unit).length
  return unitsOf(visit).reduce((lead, unit) => (checksOf(unit) > checksOf(lead) ? unit : lead))
}

/**
 * Certified people of the departments, who go out in the whole district. Null, the roster is not known, where some
 * department has fewer on record than one round needs: its people are then not all on record.
 */
function rosterOf(codes: readonly string[], people: readonly CertifiedPerson[]): Officer[] | null {
  const isComplete = codes.every(
    (code) => people.filter(({ unit }) => unit === code).length >= CREW_RULES.officersPerDepartment,
  )
  if (!isComplete) return null
  return people
    .filter(({ unit }) => codes.includes(unit))
    .map(({ id, name, unit, certifiedUntil }) => ({
      id: String(id),
      name,
      certificates: [{ department: unit, from: null, until: certifiedUntil }],
      absences: [],
      zones: null,
      recused: [],
    }))
}
