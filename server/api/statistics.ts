/** Contract of the statistics, one endpoint a question: what is asked, and what it is measured against. */
import { z } from 'zod'
import { inOrder, ORDER, ReportFilters } from './situation.ts'
import { LevelName } from './terms.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

/** A question about areas: those of `edition`, or of the one in force at the end. */
const OfAreas = ReportFilters.extend({
  edition: whole(1, 2_147_483_647).optional(),
  level: LevelName.default('micro-grid'),
})

/** What reports are measured against. */
export const ExposureKind = z.enum(['residents', 'premises', 'visit-hours', 'patrol-hours'])
export type ExposureKind = z.infer<typeof ExposureKind>

export const HotSpotsQuery = OfAreas.extend({ exposure: ExposureKind.optional() }).refine(inOrder, ORDER)
export type HotSpotsQuery = z.infer<typeof HotSpotsQuery>

export const EmergingQuery = OfAreas.extend({ step: z.enum(['week', 'month']).default('week') }).refine(inOrder, ORDER)
export type EmergingQuery = z.infer<typeof EmergingQuery>

export const TrendQuery = OfAreas.extend({ step: z.enum(['week', 'month']).default('week') }).refine(inOrder, ORDER)
export type TrendQuery = z.infer<typeof TrendQuery>

export const ForecastQuery = OfAreas.refine(inOrder, ORDER)
export type ForecastQuery = z.infer<typeof ForecastQuery>

export const SeriesQuery = ReportFilters.extend({ step: z.enum(['day', 'week', 'month']).default('week') }).refine(
  inOrder,
  ORDER,
)
export type SeriesQuery = z.infer<typeof SeriesQuery>

export const RankingQuery = OfAreas.extend({
  level: LevelName.default('street'),
  by: z.enum(['in-time', 'closed']).default('in-time'),
  /** Areas with fewer reports are listed, not ranked. */
  least: whole(1, 100_000).default(30),
}).refine(inOrder, ORDER)
export type RankingQuery = z.infer<typeof RankingQuery>

export const QuietQuery = OfAreas.extend({ exposure: ExposureKind.default('visit-hours') }).refine(inOrder, ORDER)
export type QuietQuery = z.infer<typeof QuietQuery>

export const HoursQuery = ReportFilters.refine(inOrder, ORDER)
export type HoursQuery = z.infer<typeof HoursQuery>

export const CellsQuery = ReportFilters.extend({ resolution: whole(7, 9).default(8) }).refine(inOrder, ORDER)
export type CellsQuery = z.infer<typeof CellsQuery>

export const RepeatsQuery = ReportFilters.extend({
  days: whole(2, 10_000).default(3),
  most: whole(1, 1000).default(100),
}).refine(inOrder, ORDER)
export type RepeatsQuery = z.infer<typeof RepeatsQuery>

/** A list of residents or patrol hours by area: CSV with the columns `area` (code) and `amount`. */
export const ExposureIn = z.strictObject({
  kind: z.enum(['residents', 'patrol-hours']),
  source: z.string().trim().min(2).max(400),
  asOf: z.iso.date(),
  csv: z.string().min(1).max(900_000),
})
export type ExposureIn = z.infer<typeof ExposureIn>
export const ExposureTaken = z.object({ list: z.number(), areas: z.number() })

export const MartChecks = z.array(
  z.object({
    mart: z.string(),
    checkedAt: z.string(),
    rows: z.number(),
    /** The same question asked of PostgreSQL. */
    expectedRows: z.number(),
    equal: z.boolean(),
  }),
)
export type MartChecks = z.infer<typeof MartChecks>
