import { z } from 'zod'
import { Hours } from './halfDay.ts'
import { Place } from './place.ts'

/** Premises a zone may have: legs between the visits of a zone are written out, and those of 5,000 take 250 MB. */
export const MOST_IN_ZONE = 5000

/** The enterprise or shop that is inspected (检查对象). */
export const Premises = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  at: Place,
  /** Zone whose rounds go there. */
  zone: z.string().min(1),
  /** When it can be visited; a visit must begin and end within one of them. Empty: at any time of a half-day. */
  hours: z.array(Hours).default([]),
  /** Weekdays on which it is closed, 0 = Sunday … 6 = Saturday. */
  closed: z.array(z.int().min(0).max(6)).default([]),
  /** Most visits there may be within the plan (frequency cap, 国办发〔2024〕54号); null: none is set. */
  mostVisits: z.int().min(1).nullable().default(null),
  /** Days that must lie between two visits: with 30, a visit on the 1st is followed by one on the 31st at the earliest. */
  coolOffDays: z.int().min(0).default(0),
})
export type Premises = z.infer<typeof Premises>
