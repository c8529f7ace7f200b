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
  /** Deviations from the mean, 0 where absent. */
  readonly deviations: Float64Array
  /** Σ (x − x̄)² ÷ n, the variance of the population. */
  readonly variance: number
  /** No two present values differ. */
  readonly constant: boolean
  /** The one area without which all the others are equal; −1 where there is no such area. */
  readonly oddOne: number
}

/** Two passes: the mean, then the deviations from it. */
export function momentsOf(values: Float64Array): Moments {
  const present = new Uint8Array(values.length)
  let n = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue
    present[i] = 1
    n++
    sum += values[i]!
  }
  const pivot = n === 0 ? 0 : Math.round(sum / n)
  const shifted = new Float64Array(values.length)
  let rest = 0
  for (let i = 0; i < values.length; i++) {
    if (present[i] === 0) continue
    shifted[i] = values[i]! - pivot
    rest += shifted[i]!
  }
  const shiftedMean = n === 0 ? 0 : rest / n
  const deviations = new Float64Array(values.length)
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    if (present[i] === 0) continue
    const deviation = shifted[i]! - shiftedMean
    deviations[i] = deviation
    squares += deviation * deviation
  }
  const variance = n === 0 ? 0 : squares / n
  return { present, n, shifted, shiftedMean, deviations, variance, ...sameness(values, present) }
}

/** Found by comparing, not from the variance: rounding leaves a variance of constants a little above 0. */
function sameness(values: Float64Array, present: Uint8Array): { constant: boolean; oddOne: number } {
  const groups = new Map<number, { count: number; first: number }>()
  for (let i = 0; i < values.length; i++) {
    if (present[i] === 0) continue
    const group = groups.get(values[i]!)
    if (group !== undefined) group.count++
    else if (groups.size === 2) return { constant: false, oddOne: -1 }
    else groups.set(values[i]!, { count: 1, first: i })
  }
  const single = groups.size === 2 ? [...groups.values()].find(({ count }) => count === 1) : undefined
  return { constant: groups.size <= 1, oddOne: single?.first ?? -1 }
}
