/** Contract of the statistics: one endpoint a question. */
import { z } from 'zod'
import { inOrder, LevelName, ORDER, ReportFilters, Words } from '../api.ts'

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

/** Where a figure comes from, and the day it is of. */
const Source = z.object({ kind: ExposureKind, source: Words, asOf: z.string().nullable() })

/** What every kept result says of itself. */
export const Run = z.object({
  run: z.number(),
  method: z.string(),
  /** When the figures were pulled from PostgreSQL. */
  asOf: z.string(),
  computedAt: z.string(),
  codeVersion: z.string(),
  edition: z.number(),
  /** First and last local day that were looked at; null where there are no reports at all. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Areas that were compared at once: the family of the false discovery rate. */
  family: z.number(),
  reports: z.number(),
  /** Located reports in areas that this edition does not have with the same border; they are in no figure. */
  elsewhere: z.number(),
  exposure: Source.nullable(),
  words: Words,
  /** What to mind besides. */
  notes: z.array(Words),
})
export type Run = z.infer<typeof Run>

const figure = z.number().nullable()
const area = { code: z.string(), name: z.string(), reports: z.number(), reason: z.string().nullable() }

export const HotSpotsOut = Run.extend({
  areas: z.array(
    z.object({
      ...area,
      exposure: figure,
      /** Reports per unit of exposure, as counted and smoothed by empirical Bayes. */
      rawRate: figure,
      rate: figure,
      z: figure,
      /** Two-sided; `adjusted` by Benjamini–Hochberg over the family. */
      p: figure,
      adjusted: figure,
      /** ±3, ±2, ±1: hot or cold at 99, 95, 90 %; 0 neither. */
      bin: figure,
      neighbours: z.number(),
    }),
  ),
})
export type HotSpotsOut = z.infer<typeof HotSpotsOut>

export const EmergingOut = Run.extend({
  /** First days of the slices. */
  slices: z.array(z.string()),
  areas: z.array(
    z.object({
      ...area,
      pattern: z.string().nullable(),
      /** Mann–Kendall on the z of the area. */
      trendZ: figure,
      trendP: figure,
      /** 1 hot, −1 cold, 0 neither, slice by slice. */
      history: z.array(z.number()),
    }),
  ),
})
export type EmergingOut = z.infer<typeof EmergingOut>

export const QuietOut = Run.extend({
  /** Reports per unit of exposure of all areas that have any. */
  rate: figure,
  areas: z.array(
    z.object({
      ...area,
      kind: z.enum(['unvisited', 'unknown', 'too-little', 'quiet', 'usual', 'busy']),
      exposure: figure,
      expected: figure,
      adjusted: figure,
    }),
  ),
})
export type QuietOut = z.infer<typeof QuietOut>

export const ForecastOut = Run.extend({
  /** The method used: the one that foretold the past weeks best. */
  used: z.string(),
  /** Probability of the intervals. */
  level: z.number(),
  /** One a method, the used one first: how it foretold the last weeks. Empty where there are not enough. */
  tests: z.array(
    z.looseObject({
      method: z.string(),
      weeks: z.number(),
      all: z.number(),
      inside: z.number(),
      markedShare: z.number(),
      pai: figure,
      pei: figure,
    }),
  ),
  areas: z.array(z.object({ ...area, risk: figure, low: figure, high: figure, marked: z.boolean() })),
})
export type ForecastOut = z.infer<typeof ForecastOut>

/** One area of a kept result, in words. */
export const AreaWords = z.object({ run: z.number(), code: z.string(), name: z.string(), words: Words })
export type AreaWords = z.infer<typeof AreaWords>

export const SeriesOut = z.object({
  asOf: z.string(),
  step: z.string(),
  /** `whole` is false for a slice that the range or the data cut short: it is in no trend. */
  slices: z.array(z.object({ from: z.string(), reports: z.number(), whole: z.boolean() })),
  /** Mann–Kendall and Sen's slope over the whole slices; null below four. */
  trend: z
    .object({
      z: z.number(),
      p: z.number(),
      tau: figure,
      slope: z.number(),
      low: z.number(),
      high: z.number(),
      slices: z.number(),
    })
    .nullable(),
  words: Words,
})
export type SeriesOut = z.infer<typeof SeriesOut>

export const HoursOut = z.object({
  asOf: z.string(),
  /** 168 counts, Monday 00 o'clock first. */
  week: z.array(z.number()),
  /** Hours from receiving to each step, rounded down. */
  steps: z.array(z.object({ step: z.string(), reports: z.number(), median: z.number(), nineTenths: z.number() })),
})
export type HoursOut = z.infer<typeof HoursOut>

export const RankingOut = z.object({
  asOf: z.string(),
  edition: z.number(),
  least: z.number(),
  elsewhere: z.number(),
  /** Highest share first. */
  ranked: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      of: z.number(),
      done: z.number(),
      share: z.number(),
      low: z.number(),
      high: z.number(),
      /** Places the area may stand at: intervals that touch are not told apart. */
      best: z.number(),
      worst: z.number(),
    }),
  ),
  /** Areas with fewer than `least`: never ranked. */
  tooFew: z.array(z.object({ code: z.string(), name: z.string(), of: z.number(), done: z.number() })),
  words: Words,
})
export type RankingOut = z.infer<typeof RankingOut>

export const CellsOut = z.object({
  asOf: z.string(),
  resolution: z.number(),
  /** H3 cells with their middle, degrees WGS84. */
  cells: z.array(z.object({ cell: z.string(), lon: z.number(), lat: z.number(), reports: z.number() })),
})
export type CellsOut = z.infer<typeof CellsOut>

export const RepeatsOut = z.object({
  asOf: z.string(),
  places: z.array(
    z.object({
      cell: z.string(),
      category: z.string(),
      reports: z.number(),
      days: z.number(),
      first: z.string(),
      last: z.string(),
      open: z.number(),
    }),
  ),
})

export type RepeatsOut = z.infer<typeof RepeatsOut>

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
