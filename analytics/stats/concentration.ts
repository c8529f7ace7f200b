import { densestFirst } from './accuracy.ts'

/** How unevenly incidents fall on areas. */
export interface Concentration {
  /** Smallest share of the areas that holds half of the incidents; null without incidents. */
  shareWithHalf: number | null
  /** 0 when every area has as many, near 1 when one has all; null without incidents. */
  gini: number | null
}

/**
 * The law of crime concentration asks how few places hold `half` of what happens (D. Weisburd, Criminology 53 (2015)
 * 133–157). With counts ascending, x_(1) ≤ … ≤ x_(n), the coefficient of C. Gini (1912) is
 *
 *   G = Σ_k (2k − n − 1) x_(k) / (n Σ x)
 *
 * @param incidents of each area, ≥ 0, areas of none included
 */
export function concentration(incidents: Float64Array, half = 0.5): Concentration {
  const n = incidents.length
  const all = incidents.reduce((sum, count) => sum + count, 0)
  if (all === 0) return { shareWithHalf: null, gini: null }
  const most = densestFirst(incidents, new Float64Array(n).fill(1))
  let held = 0
  const needed = most.findIndex((i) => {
    held += incidents[i]!
    return held >= half * all
  })
  const ranked = most.reduce((sum, i, at) => sum + (n - 1 - 2 * at) * incidents[i]!, 0)
  return { shareWithHalf: (needed + 1) / n, gini: ranked / (n * all) }
}
