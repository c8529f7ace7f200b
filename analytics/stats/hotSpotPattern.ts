const PATTERNS = [
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const
type Pattern = (typeof PATTERNS)[number]
export type HotSpotPattern = `${Pattern} ${'hot' | 'cold'}` | 'no pattern detected'

/** All 17 categories. */
export const HOT_SPOT_PATTERNS: readonly HotSpotPattern[] = [
  'no pattern detected',
  ...PATTERNS.map((pattern): HotSpotPattern => `${pattern} hot`),
  ...PATTERNS.map((pattern): HotSpotPattern => `${pattern} cold`),
]

const NEARLY_ALWAYS = 0.9

/**
 * What the history of one area is. The last slice decides first; then, in this order: `new` (significant for the first
 * time), at least 90 % of the slices significant (`intensifying` or `diminishing` with a significant trend of z, else
 * `persistent`), `consecutive` (one unbroken run to the end and none before), `oscillating` (once the opposite),
 * `sporadic`. A last slice without significance is `historical` after at least 90 %, else no pattern.
 * After the definitions of Emerging Hot Spot Analysis, ArcGIS Pro 3.x (Esri), in our words; where its text lets two hold
 * (90 % hot and suddenly cold) the last slice decides.
 * @param bins in the order of time: above 0 significantly hot, below 0 cold, 0 neither
 * @param trend Mann–Kendall on the z of the area @param alpha level of the trend
 */
export function hotSpotPattern(bins: Int8Array, trend: { z: number; p: number }, alpha: number): HotSpotPattern {
  const last = Math.sign(bins.at(-1) ?? 0)
  if (last === 0) return historical(bins)
  const side = last > 0 ? 'hot' : 'cold'
  const same = bins.filter((bin) => bin * last > 0).length
  if (same === 1) return `new ${side}`
  if (same / bins.length >= NEARLY_ALWAYS) {
    if (trend.p > alpha || trend.z === 0) return `persistent ${side}`
    return trend.z * last > 0 ? `intensifying ${side}` : `diminishing ${side}`
  }
  const run = bins.length - 1 - bins.findLastIndex((bin) => bin * last <= 0)
  if (run === same) return `consecutive ${side}`
  return bins.some((bin) => bin * last < 0) ? `oscillating ${side}` : `sporadic ${side}`
}

function historical(bins: Int8Array): HotSpotPattern {
  const share = (sign: number) => bins.filter((bin) => bin * sign > 0).length / bins.length
  if (share(1) >= NEARLY_ALWAYS) return 'historical hot'
  return share(-1) >= NEARLY_ALWAYS ? 'historical cold' : 'no pattern detected'
}
