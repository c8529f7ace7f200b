import { discoveries } from './fdr.ts'
import { giStar, type LocalZ } from './getisOrd.ts'
import type { Graph } from './graph.ts'
import { type HotSpotPattern, hotSpotPattern } from './hotSpotPattern.ts'
import { mannKendall, type Trend } from './mannKendall.ts'
import { type Reason, reasonOf } from './reasons.ts'
import { spaceTimeGraph } from './spaceTime.ts'

export interface EmergingHotSpots extends LocalZ {
  /** p of every bin after Benjamini–Hochberg over the whole cube. */
  adjusted: Float64Array
  /** 1 hot, −1 cold at `alpha`, 0 neither; slice by slice. */
  significant: Int8Array
  areas: AreaHistory[]
}

export type AreaHistory =
  | { kind: 'history'; pattern: HotSpotPattern; trend: Trend }
  /** A slice without z: nothing is said of the whole history. */
  | { kind: 'none'; reason: Reason }

/**
 * Emerging hot spots: Gi* over the space-time cube with mean and population variance of all its bins, the false
 * discovery rate over all bins, Mann–Kendall on the z of each area, and its pattern. Ord & Getis 1995; Benjamini &
 * Hochberg 1995; Mann 1945; categories of {@link hotSpotPattern}.
 * @param values slice by slice: area i of slice t is at t · n + i
 * @param lag how many earlier slices are neighbours in time, 1 by default
 * @param alpha for both the significance of a bin and the trend
 * @throws RangeError when the cube is not of whole slices
 */
export function emergingHotSpots(values: Float64Array, graph: Graph, { lag = 1, alpha = 0.1 } = {}): EmergingHotSpots {
  const n = graph.n
  const steps = n === 0 ? 0 : values.length / n
  if (!Number.isInteger(steps)) throw new RangeError(`${values.length} values are no whole slices of ${n} areas`)
  const star = giStar(values, spaceTimeGraph(graph, steps, lag))
  const adjusted = discoveries(star.z, star.p).adjusted.values
  const significant = Int8Array.from(adjusted, (p, at) => (p <= alpha ? Math.sign(star.z.values[at]!) : 0))
  const areas = Array.from({ length: steps === 0 ? 0 : n }, (_, i): AreaHistory => {
    const slices = Array.from({ length: steps }, (_, t) => t * n + i)
    const missing = slices.map((at) => reasonOf(star.z, at)).find((reason) => reason !== null)
    if (missing !== undefined) return { kind: 'none', reason: missing }
    const trend = mannKendall(Float64Array.from(slices, (at) => star.z.values[at]!))
    const bins = Int8Array.from(slices, (at) => significant[at]!)
    return { kind: 'history', pattern: hotSpotPattern(bins, trend, alpha), trend }
  })
  return { ...star, adjusted, significant, areas }
}
