/** Contract of the statistics: figures that are asked anew each time. */
import { z } from 'zod'
import { Words } from './terms.ts'

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
      tau: z.number().nullable(),
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
