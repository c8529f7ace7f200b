import type { Role } from '../api/terms.ts'

/** Who takes a step. The system itself locates and routes. */
export interface Actor {
  account: number | null
  role: Role | 'system'
  /** The units the actor acts for: their own, the body it carries out for, and its teams. */
  units: readonly string[]
}

export const SYSTEM: Actor = { account: null, role: 'system', units: [] }
