import type { Role } from '../api/terms.ts'

/** Somebody who may sign in: one role, one unit, and the person behind it where that person is on a roster. */
export interface Account {
  id: number
  login: string
  name: string
  role: Role
  /** Code of the unit the account acts for. */
  unit: string
  /** Id in `person`; null for accounts of people on no roster. */
  person: number | null
}
