/**
 * The middle `level` of a count whose rate is Gamma distributed with this mean m and variance v: of the negative binomial
 *
 *   P(k) = Γ(r + k) / (Γ(r) k!) · q^r (1 − q)^k,   r = m²/v,  q = (m/v) / (m/v + 1)
 *
 * and of the Poisson distribution when v = 0. M. Greenwood & G. U. Yule, J. R. Statist. Soc. 83 (1920) 255–279.
 * Each end is the smallest k whose cumulative probability reaches (1 − level)/2 and (1 + level)/2, so that at least
 * `level` of the counts lie from the one to the other, ends included.
 * @param mean ≥ 0 @param variance of the rate, ≥ 0 @param level in (0, 1)
 */
export function countInterval(mean: number, variance: number, level: number): [low: number, high: number] {
  if (mean === 0) return [0, 0]
  const shape = variance === 0 ? Infinity : (mean * mean) / variance
  const spread = variance / (mean + variance)
  const tail = (1 - level) / 2
  const atZero = variance === 0 ? -mean : shape * Math.log1p(-spread)
  let logP = atZero
  let upTo = Math.exp(atZero)
  let k = 0
  let low = -1
  while (upTo < 1 - tail && k < mean + 40 * Math.sqrt(mean + variance) + 100) {
    if (low === -1 && upTo >= tail) low = k
    logP += shape === Infinity ? Math.log(mean / (k + 1)) : Math.log(((shape + k) / (k + 1)) * spread)
    upTo += Math.exp(logP)
    k++
  }
  return [low === -1 ? k : low, k]
}
