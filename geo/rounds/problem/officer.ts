import { z } from 'zod'
import { Day } from './day.ts'
import { Half } from './halfDay.ts'

/** Right to inspect for one department, from one day through another (both included; null: no end on record). */
export const Certificate = z.object({
  department: z.string().min(1),
  from: Day.nullable().default(null),
  until: Day.nullable().default(null),
})
export type Certificate = z.infer<typeof Certificate>

/** Days (both included) on which a person is away, or one half of each. */
export const Absence = z.object({ from: Day, to: Day, half: Half.nullable().default(null) })
export type Absence = z.infer<typeof Absence>

/** A person who may go out with rounds. Nobody without a certificate inspects; one person serves one department a round. */
export const Officer = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  certificates: z.array(Certificate),
  absences: z.array(Absence).default([]),
  /** Zones this person goes out with; null: any. */
  zones: z.array(z.string()).nullable().default(null),
  /** Premises this person must not inspect (回避). */
  recused: z.array(z.string()).default([]),
})
export type Officer = z.infer<typeof Officer>
