import type { Day } from '../clock/localTime.ts'

/** A dated posting as an officer. */
export interface Posting {
  unit: string
  validFrom: Day
  validTo: Day | null
}

/** A person as far as sending them somewhere needs it. */
export interface Officer {
  id: number
  name: string
  homeUnit: string
  postings: readonly Posting[]
  /** Last day of the enforcement certificate; null without one. */
  certifiedUntil: Day | null
}

/** Nobody without an enforcement certificate may inspect; it holds through its last day. */
export const isCertified = (officer: Officer, day: Day): boolean =>
  officer.certifiedUntil !== null && day <= officer.certifiedUntil

/** Whether the person belongs to one of these units on a day, at home or by posting. */
export const belongsTo = (officer: Officer, units: readonly string[], day: Day): boolean =>
  units.includes(officer.homeUnit) ||
  officer.postings.some(
    ({ unit, validFrom, validTo }) => units.includes(unit) && validFrom <= day && (validTo === null || day < validTo),
  )
