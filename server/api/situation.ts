/** Contract of the leader's view, and the filters that every question about reports takes. */
import { z } from 'zod'
import { code, LevelName, State } from './terms.ts'

/** Which reports a question is about. Days are local, inclusive; absent means all. */
export const ReportFilters = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  category: code.optional(),
  street: code.optional(),
  zone: code.optional(),
  state: State.optional(),
})

type Range = { from?: string | undefined; to?: string | undefined }

export const inOrder = ({ from, to }: Range): boolean => from === undefined || to === undefined || from <= to

export const ORDER = { path: ['to'], message: 'to must not be before from' }

/** Filters of the leader's view; each chart is filtered by all but itself. */
export const SituationQuery = ReportFilters.extend({ level: LevelName.default('street') }).refine(inOrder, ORDER)
export type SituationQuery = z.infer<typeof SituationQuery>

export const Situation = z.object({
  /** When the figures were pulled from PostgreSQL. */
  asOf: z.string(),
  /** Reports that have changed since, and for how long the figures have lacked them at most; 0 and 0: they lack nothing. */
  lagRows: z.number(),
  lagSeconds: z.number(),
  total: z.number(),
  closed: z.number(),
  byArea: z.array(z.object({ code: z.string(), count: z.number() })),
  byDay: z.array(z.object({ day: z.string(), count: z.number() })),
  byCategory: z.array(z.object({ category: z.string(), count: z.number() })),
  unlocated: z.number(),
})
export type Situation = z.infer<typeof Situation>

export const Refreshed = z.object({ pulled: z.number(), total: z.number(), seconds: z.number(), full: z.boolean() })
export type Refreshed = z.infer<typeof Refreshed>
