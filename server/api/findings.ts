/** Contract of the statistics: results that are computed, kept and explained. */
import { z } from 'zod'
import { ExposureKind } from './statistics.ts'
import { Words } from './terms.ts'

const figure = z.number().nullable()
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

export const TrendOut = Run.extend({
  /** First days of the slices. */
  slices: z.array(z.string()),
  areas: z.array(
    z.object({
      ...area,
      /** Mann–Kendall on the area's own counts; `adjusted` by Benjamini–Hochberg over the family. */
      z: figure,
      p: figure,
      adjusted: figure,
      /** ±3, ±2, ±1: rising or falling at 99, 95, 90 %; 0 neither. */
      bin: figure,
      /** Sen's slope, reports a slice, and its 95 % interval. */
      slope: figure,
      low: figure,
      high: figure,
    }),
  ),
})
export type TrendOut = z.infer<typeof TrendOut>

export const QuietOut = Run.extend({
  /** Reports per unit of exposure of all areas that have any. */
  rate: figure,
  areas: z.array(
    z.object({
      ...area,
      kind: z.enum(['unvisited', 'unknown', 'too-little', 'quiet', 'usual', 'busy']),
      exposure: figure,
      /** The area's own reports per unit of exposure; null without exposure. */
      rate: figure,
      expected: figure,
      adjusted: figure,
    }),
  ),
})
export type QuietOut = z.infer<typeof QuietOut>

export const ForecastOut = Run.extend({
  /** Monday of the foretold week; null where there is no whole week before it. */
  week: z.string().nullable(),
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
