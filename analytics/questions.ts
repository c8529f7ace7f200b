/** What is asked of the warehouse for statistics: counts, at the one moment of `reads`. */
import type { Parameters, Reads } from './duck.ts'
import { bound, type Filters, type Ground } from './layers.ts'
import { sqlFile } from './sqlFile.ts'

/** The length of a slice of time; weeks begin on the weekday of the first day. */
export type Step = 'day' | 'week' | 'month'

export interface AreaCount {
  /** The edition the reports were located with. */
  edition: number
  code: string
  slice: number
  reports: number
}

const ask = <T>(reads: Reads, name: string, parameters: Parameters) =>
  reads.all<T>(sqlFile(`questions/${name}`), parameters)

/** Reports by area and slice; without a step there is one slice. @param slices first day of the first one and length */
export const areaCounts = (
  reads: Reads,
  asked: Filters,
  ground: Ground,
  slices: { origin: string; step: Step } | null = null,
): Promise<AreaCount[]> =>
  ask(reads, 'area_counts', {
    ...bound(asked),
    level: ground.level,
    district: ground.district,
    origin: slices?.origin ?? null,
    step: slices?.step ?? 'none',
  })

/** The first and last local day with reports. */
export async function span(reads: Reads): Promise<{ first: string; last: string } | null> {
  const [row] = await ask<{ first: string | null; last: string | null }>(reads, 'span', {})
  return row?.first && row.last ? { first: row.first, last: row.last } : null
}

/** Days that have reports, in order. */
export const dayCounts = (reads: Reads, asked: Filters): Promise<{ day: string; reports: number }[]> =>
  ask(reads, 'day_counts', bound(asked))

/** Hours of the week that have reports, Monday 00 o'clock is 0. */
export const weekHours = (reads: Reads, filters: Filters): Promise<{ hour: number; reports: number }[]> =>
  ask(reads, 'week_hours', bound(filters))

export interface StepHours {
  step: 'located' | 'routed' | 'dispatched' | 'accepted' | 'closed'
  reports: number
  /** Whole hours within which half of them had come so far. */
  median: number
  nine_tenths: number
}

export const stepHours = (reads: Reads, filters: Filters): Promise<StepHours[]> =>
  ask(reads, 'step_hours', bound(filters))

export interface Outcome {
  edition: number
  code: string
  reports: number
  closed: number
  /** Closed, or past their term. */
  judged: number
  in_time: number
}

/** @param now ISO 8601 instant that terms are judged at */
export const outcomes = (reads: Reads, filters: Filters, ground: Ground, now: string): Promise<Outcome[]> =>
  ask(reads, 'outcomes', { ...bound(filters), level: ground.level, district: ground.district, now })

export interface Reporters {
  edition: number
  /** A smallest area. */
  code: string
  reporters: number
  /** Reports of the account that sent most. */
  most: number
  /** Reports that came with an account. */
  known: number
}

export const reporters = (reads: Reads, filters: Filters): Promise<Reporters[]> =>
  ask(reads, 'reporters', bound(filters))

/** Hexagons with reports. @param resolution 7, 8 or 9 */
export const cells = (
  reads: Reads,
  resolution: number,
  filters: Filters,
): Promise<{ cell: string; reports: number }[]> => ask(reads, 'cells', { ...bound(filters), resolution })

export interface Repeat {
  cell: string
  category: string
  reports: number
  days: number
  first_day: string
  last_day: string
  open: number
}

/** Places reported on `days` days or more, most reports first. */
export const repeats = (
  reads: Reads,
  { days, most, ...filters }: Filters & { days: number; most: number },
): Promise<Repeat[]> => ask(reads, 'repeats', { ...bound(filters), days, most })
