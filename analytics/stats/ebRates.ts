/** Rates smoothed by empirical Bayes, so that one case among ten residents is not the worst place in the district. */
import { type Prior, priorAround, priorOf, rateRefusal, shrunk } from './exposure.ts'
import { degree, type Graph } from './graph.ts'
import { type Column, column, put, type Reason } from './reasons.ts'

export interface EbRates {
  /** Smoothed, cases per unit of exposure. */
  rate: Column
  /** As counted. */
  raw: Column
  /** Null where no area has exposure. */
  prior: Prior | null
}

/**
 * Global empirical Bayes: every area is drawn to the rate of all. Of Poisson counts by default (Marshall 1991, see
 * {@link priorOf}); of shares, where every case is one of the exposed and cases are not rare, see {@link shareDrawn}.
 * @param cases ≥ 0 @param exposure residents, premises or hours, ≥ 0
 * @throws RangeError when the arrays are of different lengths
 */
export function ebRates(
  cases: Float64Array,
  exposure: Float64Array,
  family: 'poisson' | 'binomial' = 'poisson',
): EbRates {
  const rate = rates(cases, exposure)
  const raw = rates(cases, exposure)
  const prior = priorOf(cases, exposure, cases.keys())
  for (const [i, reason] of rate.reasons.entries()) {
    if (reason !== 0 || prior === null) continue
    const draw = family === 'poisson' ? shrunk : shareDrawn
    put(rate, i, draw(cases[i]!, exposure[i]!, prior))
  }
  return { rate, raw, prior }
}

/**
 * With s² the variance of the raw shares p weighted by exposure e, ē the mean exposure and b the share of all:
 *
 *   b + ρ (p − b),   ρ = (e s² − e/ē · b(1 − b)) / ((e − 1) s² + (ē − e)/ē · b(1 − b)),   0 where ρ < 0
 *
 * M. Martuzzi & P. Elliott, Empirical Bayes estimation of small area prevalence of non-rare conditions, Statistics in
 * Medicine 15 (1996) 1867–1873.
 */
function shareDrawn(cases: number, exposure: number, { mean, spread, meanExposure }: Prior): number | Reason {
  if (mean === 0) return 'no_cases'
  const chance = mean * (1 - mean)
  const own = exposure * spread - (exposure / meanExposure) * chance
  const whole = (exposure - 1) * spread + ((meanExposure - exposure) / meanExposure) * chance
  return own <= 0 || whole <= 0 ? mean : mean + (own / whole) * (cases / exposure - mean)
}

export interface LocalEbRates {
  rate: Column
  raw: Column
  /**
   * `geoda`, that of GeoDa and esda: the variance of a neighbourhood is around its own common rate. `spdep`, the default
   * of spdep: each neighbour deviates from the common rate of its own neighbourhood.
   */
  variant: 'geoda' | 'spdep'
  /** 1 where the neighbourhood differs no more than chance makes it and the estimate is its common rate. */
  shrunkWholly: Uint8Array
  /** 0 flags an island: its estimate is its own raw rate. */
  neighbours: Uint32Array
}

/**
 * Local empirical Bayes: every area is drawn to the rate of its neighbourhood, itself included (Marshall 1991, §4).
 * @throws RangeError when the arrays are of different lengths
 */
export function localEbRates(
  cases: Float64Array,
  exposure: Float64Array,
  graph: Graph,
  variant: 'geoda' | 'spdep' = 'geoda',
): LocalEbRates {
  if (cases.length !== graph.n) throw new RangeError(`${cases.length} values for ${graph.n} areas`)
  const rate = rates(cases, exposure)
  const raw = rates(cases, exposure)
  const shrunkWholly = new Uint8Array(graph.n)
  const around = (i: number) => {
    const list = graph.neighbours.subarray(graph.offsets[i], graph.offsets[i + 1])
    return list.includes(i) ? list : [i, ...list]
  }
  const own = Array.from(cases, (_, i) => priorOf(cases, exposure, around(i)))
  const means = Float64Array.from(own, (prior) => prior?.mean ?? Number.NaN)
  for (const [i, reason] of rate.reasons.entries()) {
    if (reason !== 0) continue
    const prior = variant === 'geoda' ? own[i]! : priorAround(cases, exposure, around(i), means)!
    put(rate, i, shrunk(cases[i]!, exposure[i]!, { ...prior, mean: own[i]!.mean }))
    shrunkWholly[i] = Number(prior.allShrunk)
  }
  return { rate, raw, variant, shrunkWholly, neighbours: Uint32Array.from(cases, (_, i) => degree(graph, i)) }
}

function rates(cases: Float64Array, exposure: Float64Array): Column {
  if (cases.length !== exposure.length) throw new RangeError(`${cases.length} counts, ${exposure.length} exposures`)
  const raw = column(cases.length)
  for (const [i, count] of cases.entries()) put(raw, i, rateRefusal(count, exposure[i]!) ?? count / exposure[i]!)
  return raw
}
