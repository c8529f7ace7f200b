import { priorOf, rateRefusal } from './exposure.ts'
import { type Column, column, put } from './reasons.ts'

const ROUNDING = 1e-12

/**
 * How far the rate of an area lies from that of all, in its own standard deviations:
 *
 *   z_i = (c_i/e_i − b) / √(a + b/e_i),   with b/e_i alone where a + b/e_i < 0
 *
 * where a, unlike in smoothing, is not floored at 0. R. M. Assunção & E. A. Reis, A new proposal to adjust Moran's I for
 * population density, Statistics in Medicine 18 (1999) 2147–2162. Moran's I or Gi* of it sees risk, not crowds. Where
 * the variance is 0 but for rounding, as with a single area, there is none (`zero_variance`).
 */
export function ebIndex(cases: Float64Array, exposure: Float64Array): Column {
  if (cases.length !== exposure.length) throw new RangeError(`${cases.length} counts, ${exposure.length} exposures`)
  const index = column(cases.length)
  const prior = priorOf(cases, exposure, cases.keys())
  for (const [i, count] of cases.entries()) {
    const refusal = rateRefusal(count, exposure[i]!)
    if (refusal !== null || prior === null || prior.mean === 0) {
      put(index, i, refusal ?? 'no_cases')
      continue
    }
    const own = prior.mean / exposure[i]!
    const variance = prior.moment + own
    const deviation = count / exposure[i]! - prior.mean
    const constant = Math.abs(variance) <= ROUNDING * own
    put(index, i, constant ? 'zero_variance' : deviation / Math.sqrt(variance < 0 ? own : variance))
  }
  return index
}
