import type { PlanOut } from '../api/plan.ts'

/** A planned check that is in no visit, and why. */
export type ImpossibleCheck = PlanOut['impossible'][number]
