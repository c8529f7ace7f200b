/** Contract of refusals. */
import { z } from 'zod'

export const ProblemOut = z.object({
  error: z.object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    flaws: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string() })),
    facts: z.record(z.string(), z.unknown()),
  }),
})
export type ProblemOut = z.infer<typeof ProblemOut>
