import { z } from 'zod'

/** A body that checks, by the code that planned checks and certificates name it with. */
export const Department = z.object({ code: z.string().min(1), name: z.string().min(1) })
export type Department = z.infer<typeof Department>

/** Departments are bits of a 32-bit number in the search, lowest first; the sign bit stays free. */
export const MOST_DEPARTMENTS = 31
