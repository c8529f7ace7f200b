import { z } from 'zod'
import { Hours } from './halfDay.ts'

/** How crews work. Every figure is a parameter of the plan, with the default that the documents or the law give. */
export const Rules = z.object({
  /** Within these times a round leaves the seat and is back. */
  halfDays: z
    .object({ morning: Hours, afternoon: Hours })
    .refine(
      ({ morning, afternoon }) => morning.to <= afternoon.from,
      'the morning must end before the afternoon begins',
    )
    .default({ morning: { from: '08:30', to: '12:00' }, afternoon: { from: '14:30', to: '18:00' } }),
  /** Certified officers each department brings; by law at least 2 (行政处罚法 第四十二条). */
  officersPerDepartment: z.int().min(1).max(20).default(2),
  /** Most officers of all departments in one round (seats of the vehicles); null: no limit. */
  mostOfficersPerRound: z.int().min(1).nullable().default(null),
  /** A visit takes baseS + its longest check + share × the other checks, in seconds. */
  service: z
    .object({ baseS: z.int().min(0).max(86_400), share: z.number().min(0).max(1) })
    .default({ baseS: 900, share: 0.25 }),
  /** Pairs of matters that must not be checked in one visit. */
  incompatible: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** Whether officers with fewer half-days so far are drawn first; the lottery decides among equals. */
  balance: z.boolean().default(true),
  /** Whether a department joins before the first and leaves after the last stop that needs it. */
  partialAttendance: z.boolean().default(false),
})
export type Rules = z.infer<typeof Rules>
