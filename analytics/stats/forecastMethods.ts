/** Three ways to say what a week will bring, from the weeks before it alone. */
import { priorOf, shrunk } from './exposure.ts'
import { type Column, column, put } from './reasons.ts'
import type { WeekCounts } from './weekCounts.ts'

export const FORECAST_METHODS = ['discounted', 'seasonal-mean', 'last-week'] as const
export type ForecastMethod = (typeof FORECAST_METHODS)[number]

export interface ForecastSettings {
  /** Weeks after which a count weighs half, in `discounted`. */
  halfLife: number
  /** Weeks of a season, in `seasonal-mean`. */
  season: number
}

/** What is known of the weekly rate of each area. */
export interface Belief {
  /** Expected reports in the week. */
  mean: Column
  /** Mean and variance of the rate for the interval, without the chance of the count itself. NaN where there is no mean. */
  centre: Float64Array
  variance: Float64Array
}

/** @param week the week to be foretold, counted from 0; only weeks before it are looked at */
export function believe(
  method: ForecastMethod,
  history: WeekCounts,
  week: number,
  { halfLife, season }: ForecastSettings,
): Belief {
  if (method === 'discounted') return discounted(history, week, halfLife)
  const weeks = method === 'last-week' ? [week - 1] : seasonal(history, week, season)
  return counted(history, weeks)
}

/**
 * Old weeks count less, and areas with little history are drawn to the district:
 *
 *   C_i = Σ_k ω^k y_{i,t−k},  E_i = Σ_k ω^k over the weeks with a count,  ω = 2^(−1/halfLife)
 *   e_i = E_i² / Σ_k ω^{2k},  c_i = C_i e_i / E_i
 *   rate_i ~ Gamma(b²/a + c_i, b/a + e_i):  mean b + (c/e − b) · a/(a + b/e),  variance mean / (b/a + e)
 *
 * The discounted Gamma–Poisson model of A. C. Harvey & C. Fernandes, Time series models for count or qualitative
 * observations, J. Business & Economic Statistics 7 (1989) 407–417, §2, with the prior (b, a) of Marshall 1991 over the
 * areas. e is the effective number of weeks (L. Kish, Survey Sampling, 1965, §11.7): c/e has the variance rate/e.
 */
function discounted({ areas, counts }: WeekCounts, week: number, halfLife: number): Belief {
  const keep = 2 ** (-1 / halfLife)
  const cases = new Float64Array(areas)
  const weeks = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    let [sum, weight, squares] = [0, 0, 0]
    for (let t = week - 1, w = 1; t >= 0; t--, w *= keep) {
      const count = counts[t * areas + i]!
      if (Number.isNaN(count)) continue
      sum += w * count
      weight += w
      squares += w * w
    }
    weeks[i] = squares === 0 ? 0 : (weight * weight) / squares
    cases[i] = weight === 0 ? 0 : (sum * weeks[i]!) / weight
  }
  const mean = column(areas)
  const variance = new Float64Array(areas)
  const prior = priorOf(cases, weeks, cases.keys())
  for (let i = 0; i < areas; i++) {
    const expected = weeks[i] === 0 || prior === null ? 'too_few_weeks' : shrunk(cases[i]!, weeks[i]!, prior)
    put(mean, i, expected)
    if (typeof expected === 'string' || prior === null || prior.variance === 0) continue
    variance[i] = expected / (prior.mean / prior.variance + weeks[i]!)
  }
  return { mean, centre: mean.values, variance }
}

/** The same week of the seasons before, with the week before and the week after it; every week where there is none. */
function seasonal({ areas, counts }: WeekCounts, week: number, season: number): number[] {
  const same: number[] = []
  for (let at = week - season; at >= -1; at -= season) same.push(at - 1, at, at + 1)
  const before = [...new Set(same)].filter((t) => t >= 0 && t < week)
  const anything = before.some((t) => !counts.subarray(t * areas, (t + 1) * areas).every(Number.isNaN))
  return anything ? before : Array.from({ length: week }, (_, t) => t)
}

/**
 * The mean m = Σ y / e of e weeks. Its uncertainty is that of the Gamma(Σ y + ½, e) of Jeffreys' prior, so that an area
 * without reports has an interval too.
 */
function counted({ areas, counts }: WeekCounts, weeks: readonly number[]): Belief {
  const mean = column(areas)
  const centre = new Float64Array(areas).fill(Number.NaN)
  const variance = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    let [sum, seen] = [0, 0]
    for (const t of weeks) {
      const count = t < 0 ? Number.NaN : counts[t * areas + i]!
      if (Number.isNaN(count)) continue
      sum += count
      seen++
    }
    put(mean, i, seen === 0 ? 'too_few_weeks' : sum / seen)
    if (seen === 0) continue
    centre[i] = (sum + 0.5) / seen
    variance[i] = (sum + 0.5) / seen ** 2
  }
  return { mean, centre, variance }
}
