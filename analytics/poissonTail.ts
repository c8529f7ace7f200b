/**
 * P(X ≤ k) of a Poisson count with this mean: e^(−m) Σ_{i ≤ k} m^i / i!, each term from the one before it; for large means
 * in logarithms, so that nothing underflows. @param mean ≥ 0 @param k a whole number ≥ −1
 */
export function atMost(k: number, mean: number): number {
  if (k < 0) return 0
  if (mean === 0) return 1
  let log = -mean
  let sum = Math.exp(log)
  for (let i = 1; i <= k; i++) {
    log += Math.log(mean / i)
    sum += Math.exp(log)
  }
  return Math.min(1, sum)
}

/** P(X ≥ k). @param k a whole number ≥ 0 */
export const atLeast = (k: number, mean: number): number => Math.max(0, 1 - atMost(k - 1, mean))
