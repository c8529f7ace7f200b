import { mannKendall } from './mannKendall.ts'

export interface Slope {
  /** Per step of time. */
  slope: number
  /** Of the line through the medians of values and times: median(x) − slope · median(t), t from 0. */
  intercept: number
  /** Bounds of the 95 % interval of the slope. */
  low: number
  high: number
}

const Z_975 = 1.959_963_984_540_054

/**
 * The median of the slopes of all pairs, (x_j − x_i) / (j − i), and its interval: the M₁-th and M₂-th smallest, with
 * M = (N ∓ z √Var(S)) / 2 of the N slopes. P. K. Sen, J. Am. Statist. Assoc. 63 (1968) 1379–1389, §§2, 6;
 * ranks rounded and bounded as in scipy.stats.theilslopes.
 * @returns null for fewer than two values @throws RangeError when a value is not finite
 */
export function senSlope(series: Float64Array): Slope | null {
  const { variance } = mannKendall(series)
  const n = series.length
  if (n < 2) return null
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes[at++] = (series[j]! - series[i]!) / (j - i)
  slopes.sort()
  const slope = middle(slopes)
  const reach = Z_975 * Math.sqrt(variance)
  const low = Math.max(halfEven((slopes.length - reach) / 2) - 1, 0)
  const high = Math.min(halfEven((slopes.length + reach) / 2), slopes.length - 1)
  const intercept = middle(series.slice().sort()) - (slope * (n - 1)) / 2
  return { slope, intercept, low: slopes[low]!, high: slopes[high]! }
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Halves go to the even neighbour, as in the reference. */
function halfEven(x: number): number {
  const low = Math.floor(x)
  if (x - low !== 0.5) return Math.round(x)
  return low % 2 === 0 ? low : low + 1
}
