import { twoSided } from './normal.ts'
import type { Reason } from './reasons.ts'

/** One figure about all areas together, or the reason why there is none. */
export type Global =
  | { kind: 'figure'; statistic: number; expected: number; variance: number; z: number /** Two-sided. */; p: number }
  | { kind: 'none'; reason: Reason }

export function none(reason: Reason): Global {
  return { kind: 'none', reason }
}

/** The normal approximation. A variance that is 0 but for rounding is that of a graph where every arrangement is equal. */
export function standardise(statistic: number, expected: number, variance: number): Global {
  if (!(variance > 1e-15 * Math.max(expected * expected, statistic * statistic))) {
    return none('neighbourhood_is_everything')
  }
  const z = (statistic - expected) / Math.sqrt(variance)
  return { kind: 'figure', statistic, expected, variance, z, p: twoSided(z) }
}
