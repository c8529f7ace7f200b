/** How good a map of hot spots was, looked at afterwards. */
export interface MapAccuracy {
  /** Incidents inside the marked areas, n, and in all, N. */
  inside: number
  all: number
  /** Marked area a, and all area A, in one unit. */
  marked: number
  total: number
  /** n / N; null when nothing happened. */
  hitRate: number | null
  /** Prediction accuracy index (n/N) / (a/A), 1 is chance; null when nothing happened or nothing was marked. */
  pai: number | null
  /** Incidents in the best possible choice of at most the same area. */
  best: number
  /** Prediction efficiency index n / n*; null when n* is 0. */
  pei: number | null
}

/**
 * PAI of S. Chainey, L. Tompson & S. Uhlig, Security Journal 21 (2008) 4–28; PEI* = n/n* of J. M. Hunt, Do crime hot
 * spots move? (2016), as in the NIJ forecasting challenge. n* fills the same area with the areas of most incidents per
 * unit, densest first, passing over what no longer fits.
 * @param marked 1 where the map said hot @param incidents what happened then @param area of each, above 0
 */
export function mapAccuracy(marked: Uint8Array, incidents: Float64Array, area: Float64Array): MapAccuracy {
  let [inside, all, covered, total] = [0, 0, 0, 0]
  for (let i = 0; i < marked.length; i++) {
    all += incidents[i]!
    total += area[i]!
    if (marked[i] === 0) continue
    inside += incidents[i]!
    covered += area[i]!
  }
  const hitRate = all === 0 ? null : inside / all
  const pai = hitRate === null || covered === 0 ? null : hitRate / (covered / total)
  const best = bestPossible(incidents, area, covered)
  return { inside, all, marked: covered, total, hitRate, pai, best, pei: best === 0 ? null : inside / best }
}

/** Areas by what they hold per unit, most first; equal ones in the order of the list. */
export function densestFirst(incidents: Float64Array, area: Float64Array): number[] {
  const density = incidents.map((count, i) => count / area[i]!)
  return [...density.keys()].sort((a, b) => density[b]! - density[a]! || a - b)
}

function bestPossible(incidents: Float64Array, area: Float64Array, room: number): number {
  let filled = 0
  let held = 0
  for (const i of densestFirst(incidents, area)) {
    if (filled + area[i]! > room * (1 + 1e-12)) continue
    filled += area[i]!
    held += incidents[i]!
  }
  return held
}
