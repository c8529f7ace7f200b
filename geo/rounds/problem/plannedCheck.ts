import { z } from 'zod'
import { Day } from './day.ts'

/** A department means to check one matter at one premises between two local days, both included (计划检查). */
export const PlannedCheck = z
  .object({
    id: z.string().min(1),
    premises: z.string().min(1),
    matter: z.string().min(1),
    department: z.string().min(1),
    release: Day,
    due: Day,
    /** Seconds this check takes at the premises, without what a visit takes anyway (Rules.service.baseS). */
    serviceS: z.int().min(0).max(86_400),
  })
  .refine(({ release, due }) => release <= due, 'release must not be after due')
export type PlannedCheck = z.infer<typeof PlannedCheck>
