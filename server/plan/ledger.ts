import type { PlannedCheck, Visit } from './check.ts'
import { merge } from './merge.ts'

/** One department visit that would have been made alone, and the joint visit (by index) that replaces it. */
export interface LedgerRow {
  premises: number
  unit: string
  /** The how-manieth visit of this department to this premises. */
  ordinal: number
  visit: number
}

/**
 * 减频台账. Fair to the departments: each alone is granted its own fewest visits, so only what joining saves counts.
 * Visits saved = rows − visits.
 */
export function ledger(visits: readonly Visit[], workingDays: readonly string[]): LedgerRow[] {
  const visitOf = new Map(visits.flatMap((visit, index) => visit.checks.map((check) => [check.id, index] as const)))
  const byUnit = Map.groupBy(
    visits.flatMap((visit) => visit.checks),
    (check: PlannedCheck) => `${check.premises} ${check.unit}`,
  )
  return [...byUnit.values()].flatMap((checks) =>
    merge(checks, workingDays).visits.map((alone, ordinal) => ({
      premises: alone.premises,
      unit: checks[0]!.unit,
      ordinal,
      visit: visitOf.get(alone.checks[0]!.id)!,
    })),
  )
}
