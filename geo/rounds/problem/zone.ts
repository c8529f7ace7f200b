import { z } from 'zod'
import { Place } from './place.ts'

/** A joint-enforcement zone (联合执法片区) as rounds see it: they begin and end at its seat. */
export const Zone = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  seat: Place,
  /** Teams (vehicles) that can be out in one half-day; null: only officers limit it. */
  roundsPerHalfDay: z.int().min(1).nullable().default(null),
})
export type Zone = z.infer<typeof Zone>
