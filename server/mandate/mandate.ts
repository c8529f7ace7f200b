import { type Dated, inForce } from '../clock/inForce.ts'
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
export interface Mandate extends Dated {
  street: string
  matter: string
  /** The 赋权确认书 it stands on. */
  confirmation: string
}

/** The mandate in force on a day. */
export const mandateOn = (list: readonly Mandate[], street: string, matter: string, day: Day): Mandate | undefined =>
  list.find((one) => one.street === street && one.matter === matter && inForce(one, day))
