import { discoveries } from './fdr.ts'
import { mannKendall, type Trend } from './mannKendall.ts'
import { type Column, column, put, type Reason } from './reasons.ts'
import { type Slope, senSlope } from './senSlope.ts'

/** Where something goes up or down: of every area Mann–Kendall's z and p, adjusted over all areas, and Sen's slope. */
export interface AreaTrends {
  z: Column
  p: Column
  /** p after Benjamini–Hochberg over the areas that have one. */
  adjusted: Column
  /** ±3, ±2, ±1: rising or falling at 99, 95, 90 %; 0 neither. Of no meaning where there is a reason. */
  bins: Int8Array
  /** Per slice of time; null where there is a reason. */
  slopes: (Slope | null)[]
  family: number
}

/** The same of one area; all null where there is a reason. */
export interface AreaTrend {
  z: number | null
  p: number | null
  adjusted: number | null
  bin: number | null
  slope: number | null
  low: number | null
  high: number | null
  reason: Reason | null
}

/**
 * Mann–Kendall and Sen of every area's own series ({@link mannKendall}, {@link senSlope}), the false discovery rate over all
 * areas held by Benjamini–Hochberg ({@link discoveries}).
 * @param counts slice by slice: area i of slice t at t · areas + i; NaN: not known, the area has no trend then
 */
export function areaTrends({ areas, counts }: { areas: number; counts: Float64Array }): AreaTrends {
  const slices = areas === 0 ? 0 : counts.length / areas
  const z = column(areas)
  const p = column(areas)
  const slopes = Array.from({ length: areas }, (_, i) => {
    const series = Float64Array.from({ length: slices }, (_, t) => counts[t * areas + i]!)
    const trend = trendOf(series)
    put(z, i, typeof trend === 'string' ? trend : trend.z)
    put(p, i, typeof trend === 'string' ? trend : trend.p)
    return typeof trend === 'string' ? null : senSlope(series)
  })
  return { z, p, slopes, ...discoveries(z, p) }
}

function trendOf(series: Float64Array): Trend | Reason {
  if (!series.every(Number.isFinite)) return 'value_missing'
  const trend = mannKendall(series)
  if (!trend.testable) return 'too_few_weeks'
  return series.every((value) => value === 0) ? 'no_cases' : trend
}
