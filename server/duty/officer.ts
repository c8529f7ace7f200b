import { type Dated, inForce } from '../clock/inForce.ts'
import type { Day } from '../clock/localTime.ts'

/** A dated posting as an officer. */
export interface Posting extends Dated {
  unit: string
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
  officer.postings.some((posting) => units.includes(posting.unit) && inForce(posting, day))
