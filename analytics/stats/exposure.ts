import type { Reason } from './reasons.ts'

/**
 * Why an area can have no rate, null when it can. An area of no exposure is left out of every moment; cases in one are a
 * mistake of the data and said to be so.
 * @param cases ≥ 0 @param exposure residents, premises or hours, ≥ 0
 */
export function rateRefusal(cases: number, exposure: number): Reason | null {
  if (!Number.isFinite(cases) || !Number.isFinite(exposure) || cases < 0 || exposure < 0) return 'value_missing'
  if (exposure > 0) return null
  return cases > 0 ? 'cases_without_exposure' : 'no_exposure'
}

/** The prior that Marshall's moments find in some areas. */
export interface Prior {
  /** b = Σ cases / Σ exposure, the rate of all areas together. */
  mean: number
  /** s², the variance of the raw rates weighted by exposure. */
  spread: number
  /** ē = Σ exposure / m. */
  meanExposure: number
  /** a as the moments give it: below 0 when the rates differ less than chance makes them. */
  moment: number
  /** a floored at 0, the variance of the true rates between areas. */
  variance: number
  /** The moments gave a ≤ 0: the rates differ no more than chance makes them, so every estimate is b. */
  allShrunk: boolean
}

/**
 * b = Σ c / Σ e;  s² = Σ e (c/e − b)² / Σ e;  a = s² − b / (Σ e / m), over the m areas that have exposure.
 * R. J. Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40 (1991)
 * 283–294, §3. Null where no area has exposure.
 */
export function priorOf(cases: Float64Array, exposure: Float64Array, areas: Iterable<number>): Prior | null {
  return priorAround(cases, exposure, areas, null)
}

/** The same, where area j deviates from `means[j]` instead of b; of its own b where `means` is null. */
export function priorAround(
  cases: Float64Array,
  exposure: Float64Array,
  areas: Iterable<number>,
  means: Float64Array | null,
): Prior | null {
  let allCases = 0
  let allExposure = 0
  let squares = 0
  const used = [...areas].filter((i) => rateRefusal(cases[i]!, exposure[i]!) === null)
  if (used.length === 0) return null
  for (const i of used) {
    allCases += cases[i]!
    allExposure += exposure[i]!
  }
  const mean = allCases / allExposure
  for (const i of used) squares += exposure[i]! * (cases[i]! / exposure[i]! - (means === null ? mean : means[i]!)) ** 2
  const spread = squares / allExposure
  const meanExposure = allExposure / used.length
  const moment = spread - mean / meanExposure
  return { mean, spread, meanExposure, moment, variance: Math.max(0, moment), allShrunk: moment <= 0 }
}

/**
 * b + (c/e − b) · a / (a + b/e): few residents pull a rate to that of all, many leave it as counted. Without a single case
 * a and b are 0 and the quotient has no value, as in the references.
 */
export function shrunk(
  cases: number,
  exposure: number,
  { mean, variance }: Pick<Prior, 'mean' | 'variance'>,
): number | Reason {
  if (mean === 0 && variance === 0) return 'no_cases'
  return mean + ((cases / exposure - mean) * variance) / (variance + mean / exposure)
}
