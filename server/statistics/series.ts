import { explainTrend } from '../../analytics/explain/trendWords.ts'
import { dayCounts, span } from '../../analytics/questions.ts'
import { mannKendall } from '../../analytics/stats/mannKendall.ts'
import { senSlope } from '../../analytics/stats/senSlope.ts'
import type { SeriesOut } from '../api/figures.ts'
import type { SeriesQuery } from '../api/statistics.ts'
import { Problem } from '../errors.ts'
import { type Asker, lastDayOver } from './ask.ts'
import type { Parts } from './parts.ts'
import { plainly } from './plainly.ts'
import { type Window, windowOf } from './window.ts'

/** Reports by day, week or month, with those that have none, and whether they go up or down. */
export async function series(parts: Parts, query: SeriesQuery, asker: Asker): Promise<SeriesOut | null> {
  const district = await parts.house.district()
  if (district === null) throw new Problem('no-district')
  return plainly(parts, query, asker, 'series', async (reads, asOf) => {
    const held = await span(reads)
    const over = lastDayOver({ pulledAt: asOf }, district.timeZone)
    const [from, to] = [query.from ?? held?.first, query.to ?? held?.last]
    const window =
      from === undefined || to === undefined
        ? { step: query.step, origin: '', slices: [], whole: [] }
        : windowOf(query.step, from, to, { since: held?.first ?? over, over })
    const slices = sliced(window, await dayCounts(reads, query))
    const trend = trendOf(slices.filter(({ whole }) => whole).map(({ reports }) => reports))
    const whole = slices.filter((slice) => slice.whole).length
    return { asOf, step: query.step, slices, trend, words: explainTrend(trend, query.step, whole) }
  })
}

/** Counts by day put into the slices of a window. */
export function sliced(
  { slices, whole }: Window,
  days: readonly { day: string; reports: number }[],
): SeriesOut['slices'] {
  const counts = slices.map((from, at) => ({ from, reports: 0, whole: whole[at]! }))
  let at = 0
  for (const { day, reports } of days) {
    while (at + 1 < slices.length && slices[at + 1]! <= day) at++
    const slice = counts[at]
    if (slice !== undefined && day >= slice.from) slice.reports += reports
  }
  return counts
}

function trendOf(counts: readonly number[]): SeriesOut['trend'] {
  const values = Float64Array.from(counts)
  const { z, p, tau, testable } = mannKendall(values)
  const slope = senSlope(values)
  if (!testable || slope === null) return null
  return { z, p, tau, slope: slope.slope, low: slope.low, high: slope.high, slices: counts.length }
}
