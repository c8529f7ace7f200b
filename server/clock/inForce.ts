import type { Day } from './localTime.ts'

/** What holds from a local day until before another; null: until further notice. */
export interface Dated {
  validFrom: Day
  validTo: Day | null
}

/** Whether it holds on a day: the first day counts, the last does not. */
export const inForce = ({ validFrom, validTo }: Dated, day: Day): boolean =>
  validFrom <= day && (validTo === null || day < validTo)
