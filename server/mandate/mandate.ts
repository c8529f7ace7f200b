import type { Day } from '../clock/localTime.ts'

/** One item of law that somebody may inspect or punish. */
export interface Matter {
  code: string
  category: string
  name: string
  nameEn: string
  /** 原实施主体: the department that holds the power where no street accepted it. */
  originalUnit: string
}

/** "This street accepted this matter from its department" (赋权), from a day until before another. */
export interface Mandate {
  street: string
  matter: string
  validFrom: Day
  validTo: Day | null
  /** The 赋权确认书 it stands on. */
  confirmation: string
}

/** The mandate in force on a day: the first day counts, the last does not. */
export const mandateOn = (list: readonly Mandate[], street: string, matter: string, day: Day): Mandate | undefined =>
  list.find(
    (one) =>
      one.street === street &&
      one.matter === matter &&
      one.validFrom <= day &&
      (one.validTo === null || day < one.validTo),
  )
