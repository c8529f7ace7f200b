/** What the local statistics need to know of all values together; values that are not finite numbers are left out. */
export interface Moments {
  /** 1 where the value is a finite number. */
  readonly present: Uint8Array
  /** How many are. */
  readonly n: number
  /**
   * Values less a whole number near the mean, 0 where absent, and their mean. Sums of whole values stay exact, so that
   * equal neighbourhoods have equal figures to the last bit and count as ties; and a large offset costs no digits.
   */
  readonly shifted: Float64Array
  readonly shiftedMean: number
  /** Σ (x − x̄)² ÷ n, the variance of the population. */
  readonly variance: number
  /** No two present values differ. */
  readonly constant: boolean
  /**
   * 1; or, where squares and fourth powers of the deviations would leave the range of a double, the power of two that the
   * values are multiplied with in all figures here. The statistics do not depend on it.
   */
  readonly scale: number
  /** The one area without which all the others are equal; −1 where there is no such area. */
  readonly oddOne: number
}

/**
 * Two passes: the mean, then the squared deviations from it, less what the rounding of the mean adds to them (Chan, Golub &
 * LeVeque, The American Statistician 37 (1983) 242–247, eq. (1.7)).
 */
export function momentsOf(values: Float64Array): Moments {
  const moments = momentsAt(values, 1)
  const { constant, variance } = moments
  return constant || (variance > SMALLEST && variance < 1 / SMALLEST) ? moments : momentsAt(values, scaleOf(values))
}

/** Deviations whose squares are so small still have fourth powers with all their digits. */
const SMALLEST = 1e-60

/** The power of two that brings the largest value near 1. */
function scaleOf(values: Float64Array): number {
  const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0)
  return 2 ** -Math.max(-1022, Math.min(1022, Math.ceil(Math.log2(largest))))
}

function momentsAt(values: Float64Array, scale: number): Moments {
  const present = new Uint8Array(values.length)
  let n = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]! * scale
    if (values[i]! - values[i]! !== 0) continue
    present[i] = 1
    n++
    sum += value
  }
  const mean = n === 0 ? 0 : sum / n
  const pivot = Math.round(mean)
  const shifted = new Float64Array(values.length)
  let rest = 0
  let squares = 0
  let drift = 0
  for (let i = 0; i < values.length; i++) {
    if (present[i] === 0) continue
    const value = values[i]! * scale
    const deviation = value - mean
    shifted[i] = value - pivot
    rest += value - pivot
    squares += deviation * deviation
    drift += deviation
  }
  const shiftedMean = n === 0 ? 0 : rest / n
  const variance = n === 0 ? 0 : (squares - (drift * drift) / n) / n
  return { present, n, shifted, shiftedMean, variance, scale, ...sameness(values, present) }
}

/** Deviations from the mean, 0 where absent. */
export function deviationsOf({ present, shifted, shiftedMean }: Moments): Float64Array {
  return shifted.map((value, i) => (present[i] === 0 ? 0 : value - shiftedMean))
}

/** Found by comparing, not from the variance: rounding leaves a variance of constants a little above 0. */
function sameness(values: Float64Array, present: Uint8Array): { constant: boolean; oddOne: number } {
  const firsts: number[] = []
  const counts = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (present[i] === 0) continue
    const group = firsts.findIndex((first) => values[first] === values[i])
    if (group !== -1) counts[group]!++
    else if (firsts.length === 2) return { constant: false, oddOne: -1 }
    else counts[firsts.push(i) - 1] = 1
  }
  const single = firsts.length === 2 ? counts.indexOf(1) : -1
  return { constant: firsts.length <= 1, oddOne: firsts[single] ?? -1 }
}
