import { z } from 'zod'
import { Day } from './day.ts'
import { Half } from './halfDay.ts'

/** A visit by what it does: its checks. */
export const LockedVisit = z.object({ premises: z.string(), checks: z.array(z.string()).min(1) })

/** A round that is not to be touched: its visits in this order on this half-day, with these officers where named. */
export const LockedRound = z.object({
  zone: z.string(),
  day: Day,
  half: Half,
  visits: z.array(LockedVisit).min(1),
  officers: z.array(z.object({ department: z.string(), officer: z.string() })).default([]),
})
export type LockedRound = z.infer<typeof LockedRound>
