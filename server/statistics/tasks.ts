/** Long computations, pure: what the worker does. Everything here can be sent between threads. */

import { type AreaTrend, areaTrends } from '../../analytics/stats/areaTrends.ts'
import type { BackTest } from '../../analytics/stats/backTest.ts'
import { ebRates } from '../../analytics/stats/ebRates.ts'
import { emergingHotSpots } from '../../analytics/stats/emergingHotSpots.ts'
import { discoveries } from '../../analytics/stats/fdr.ts'
import { type Forecast, forecast } from '../../analytics/stats/forecast.ts'
import { giStar } from '../../analytics/stats/getisOrd.ts'
import type { Graph } from '../../analytics/stats/graph.ts'
import type { HotSpotPattern } from '../../analytics/stats/hotSpotPattern.ts'
import { type Column, nullable, type Reason, reasonOf } from '../../analytics/stats/reasons.ts'
import { queen } from '../../analytics/stats/weights.ts'
import { fromWkb } from '../../geo/wkb.ts'

export interface Tasks {
  /** The neighbours of areas, given as WKB. */
  graph: { take: { wkbs: readonly Uint8Array[] }; give: Graph }
  'hot-spots': {
    take: { counts: Float64Array; exposure: Float64Array | null; graph: Graph }
    give: HotSpots
  }
  emerging: { take: { counts: Float64Array; graph: Graph }; give: Emerging[] }
  trend: { take: { areas: number; counts: Float64Array }; give: AreaTrend[] }
  forecast: { take: { areas: number; counts: Float64Array; size: Float64Array }; give: Foretold }
}
export type TaskName = keyof Tasks

export interface HotSpots {
  areas: HotSpot[]
  family: number
  /** Mean of what was compared; null where nothing was. */
  mean: number | null
}

export interface HotSpot {
  rawRate: number | null
  rate: number | null
  value: number | null
  z: number | null
  p: number | null
  adjusted: number | null
  bin: number | null
  neighbours: number
  /** Mean of the area and its neighbours. */
  around: number | null
  reason: Reason | null
}

export interface Emerging {
  pattern: HotSpotPattern | null
  trendZ: number | null
  trendP: number | null
  history: number[]
  reason: Reason | null
}

export interface Foretold {
  method: Forecast['method']
  level: number
  tests: BackTest[]
  areas: { risk: number | null; low: number | null; high: number | null; marked: boolean; reason: Reason | null }[]
}

export const TASKS: { [N in TaskName]: (take: Tasks[N]['take']) => Tasks[N]['give'] } = {
  graph: ({ wkbs }) => queen(wkbs.map((wkb) => fromWkb(wkb))),
  'hot-spots': hotSpots,
  emerging,
  trend: trends,
  forecast: foretell,
}

/** Gi* of the counts or, with exposure, of their rates smoothed by empirical Bayes. */
function hotSpots({ counts, exposure, graph }: Tasks['hot-spots']['take']): HotSpots {
  const rates = exposure === null ? null : ebRates(counts, exposure)
  const measure: Column = rates?.rate ?? {
    values: counts,
    reasons: counts.length > 0 ? missing(counts) : new Uint8Array(),
  }
  const { z, p, neighbours } = giStar(measure.values, graph)
  const { adjusted, bins, family } = discoveries(z, p)
  const present = measure.values.filter((value) => Number.isFinite(value))
  const [raw, smooth] = [rates && nullable(rates.raw), rates && nullable(rates.rate)]
  const [values, zs, ps, adjusteds] = [measure, z, p, adjusted].map(nullable)
  const areas = Array.from(
    counts,
    (_, i): HotSpot => ({
      rawRate: raw?.[i] ?? null,
      rate: smooth?.[i] ?? null,
      value: values![i]!,
      z: zs![i]!,
      p: ps![i]!,
      adjusted: adjusteds![i]!,
      bin: z.reasons[i] === 0 ? bins[i]! : null,
      neighbours: neighbours[i]!,
      around: meanAround(measure.values, graph, i),
      reason: reasonOf(measure, i) ?? reasonOf(z, i),
    }),
  )
  return { areas, family, mean: present.length === 0 ? null : mean(present) }
}

const missing = (values: Float64Array) => Uint8Array.from(values, (value) => (Number.isFinite(value) ? 0 : 1))

function meanAround(values: Float64Array, { offsets, neighbours }: Graph, i: number): number | null {
  const near = [i, ...neighbours.subarray(offsets[i], offsets[i + 1])]
  const known = Float64Array.from(new Set(near), (j) => values[j]!).filter(Number.isFinite)
  return known.length === 0 ? null : mean(known)
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

function emerging({ counts, graph }: Tasks['emerging']['take']): Emerging[] {
  const { areas, significant } = emergingHotSpots(counts, graph)
  const steps = graph.n === 0 ? 0 : counts.length / graph.n
  return areas.map((area, i): Emerging => {
    const history = Array.from({ length: steps }, (_, t) => significant[t * graph.n + i]!)
    if (area.kind === 'none') return { pattern: null, trendZ: null, trendP: null, history, reason: area.reason }
    const { pattern, trend } = area
    return { pattern, trendZ: trend.z, trendP: trend.p, history, reason: null }
  })
}

function trends(take: Tasks['trend']['take']): AreaTrend[] {
  const found = areaTrends(take)
  const [zs, ps, adjusteds] = [found.z, found.p, found.adjusted].map(nullable)
  return found.slopes.map((slope, i) => ({
    z: zs![i]!,
    p: ps![i]!,
    adjusted: adjusteds![i]!,
    bin: found.z.reasons[i] === 0 ? found.bins[i]! : null,
    slope: slope?.slope ?? null,
    low: slope?.low ?? null,
    high: slope?.high ?? null,
    reason: reasonOf(found.z, i),
  }))
}

function foretell({ areas, counts, size }: Tasks['forecast']['take']): Foretold {
  const { method, level, tests, risk, low, high, marked } = forecast({ areas, counts }, { size })
  const [risks, lows, highs] = [risk, low, high].map(nullable)
  return {
    method,
    level,
    tests,
    areas: Array.from({ length: areas }, (_, i) => ({
      risk: risks![i]!,
      low: lows![i]!,
      high: highs![i]!,
      marked: marked[i] === 1,
      reason: reasonOf(risk, i),
    })),
  }
}
