import { twoSided } from './normal.ts'

/** Whether a series goes up or down. */
export interface Trend {
  /** Σ_{i<j} sign(x_j − x_i). */
  s: number
  variance: number
  z: number
  /** Two-sided. */
  p: number
  /** Kendall's tau-b; null for a series that never changes. */
  tau: number | null
  /** Fewer than 4 values: z and p stand, but nothing can be concluded from them. */
  testable: boolean
}

/**
 *   Var = (n(n − 1)(2n + 5) − Σ_t t(t − 1)(2t + 5)) / 18 over the groups of t equal values
 *   z = (S − sign S) / √Var,   0 when S = 0;   τ_b = S / √((n₀ − n₁) n₀), n₀ = n(n − 1)/2, n₁ = Σ t(t − 1)/2
 *
 * H. B. Mann, Econometrica 13 (1945) 245–259; M. G. Kendall, Rank Correlation Methods (1975), ch. 4, eqs. (4.2)–(4.4).
 * A series of fewer than two values or of equal ones gives S = 0, z = 0, p = 1.
 * @param series in the order of time, finite @throws RangeError when a value is not finite
 */
export function mannKendall(series: Float64Array): Trend {
  const n = series.length
  if (!series.every(Number.isFinite)) throw new RangeError('a series has a value that is not finite')
  let s = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(series[j]! - series[i]!)
  const ties = tieSizes(series)
  const untied = n * (n - 1) * (2 * n + 5)
  const tied = ties.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)
  const variance = Math.max(0, untied - tied) / 18
  const z = variance === 0 || s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  const pairs = (n * (n - 1)) / 2
  const unequal = pairs - ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0)
  const tau = unequal === 0 ? null : s / Math.sqrt(unequal * pairs)
  return { s, variance, z, p: twoSided(z), tau, testable: n >= 4 }
}

/** The sizes of the groups of equal values, those of one value too. */
export function tieSizes(series: Float64Array): number[] {
  const sizes = new Map<number, number>()
  for (const value of series) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...sizes.values()]
}
