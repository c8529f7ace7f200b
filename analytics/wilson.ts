/** A share with the interval it may lie in. */
export interface Share {
  share: number
  low: number
  high: number
}

const Z_975 = 1.959_963_984_540_054

/**
 * The share k/n and its 95 % score interval:
 *
 *   (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
 *
 * E. B. Wilson, J. Am. Statist. Assoc. 22 (1927) 209–212. It never leaves [0, 1] and is honest for small n.
 * @param k of n, whole numbers, 0 ≤ k ≤ n @returns null for n = 0: nothing was seen, so nothing can be said
 */
export function wilson(k: number, n: number): Share | null {
  if (n === 0) return null
  const share = k / n
  const z2 = Z_975 * Z_975
  const middle = share + z2 / (2 * n)
  const reach = Z_975 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return { share, low: k === 0 ? 0 : (middle - reach) / scale, high: k === n ? 1 : (middle + reach) / scale }
}
