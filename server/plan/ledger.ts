import type { PlannedCheck, Visit } from './check.ts'
import { mergeChecks } from './merge.ts'
import type { StoredPremises } from './premises.ts'

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
export function ledger(
  visits: readonly Visit[],
  premises: ReadonlyMap<number, StoredPremises>,
  workingDays: readonly string[],
): LedgerRow[] {
  const visitOf = new Map(visits.flatMap((visit, index) => visit.checks.map((check) => [check.id, index] as const)))
  const byUnit = Map.groupBy(
    visits.flatMap((visit) => visit.checks),
    (check: PlannedCheck) => check.unit,
  )
  return [...byUnit].flatMap(([unit, checks]) => {
    const ordinals = new Map<number, number>()
    return mergeChecks(checks, premises, workingDays).visits.map((alone) => {
      const ordinal = ordinals.get(alone.premises) ?? 0
      ordinals.set(alone.premises, ordinal + 1)
      return { premises: alone.premises, unit, ordinal, visit: visitOf.get(alone.checks[0]!.id)! }
    })
  })
}
