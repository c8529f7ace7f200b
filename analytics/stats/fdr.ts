import type { Column } from './reasons.ts'

export interface Discoveries {
  /** p after Benjamini–Hochberg; a reason wherever p has one. */
  adjusted: Column
  /** ±3, ±2, ±1 at 99, 95 and 90 %, the sign is that of z; 0 is not significant. Of no meaning where there is a reason. */
  bins: Int8Array
  /** Size of the family: how many p there were. Those with a reason are not counted. */
  family: number
}

/**
 * The false discovery rate over two-sided p: with p_(1) ≤ … ≤ p_(m), the adjusted p_(k) = min_{l ≥ k} min(1, p_(l) · m / l).
 * Y. Benjamini & Y. Hochberg, Controlling the false discovery rate, J. R. Statist. Soc. B 57 (1995) 289–300.
 *
 * Among the areas called hot or cold at 95 % about 5 % are expected to be so by chance. Neighbourhoods overlap, so the
 * tests are positively dependent, where the bound holds (Benjamini & Yekutieli, Ann. Statist. 29 (2001) 1165–1188).
 */
export function discoveries(z: Column, p: Column): Discoveries {
  const order = Uint32Array.from(p.values.keys())
    .filter((i) => p.reasons[i] === 0)
    .sort((a, b) => p.values[a]! - p.values[b]!)
  const family = order.length
  const adjusted: Column = { values: new Float64Array(p.values.length).fill(Number.NaN), reasons: p.reasons.slice() }
  const bins = new Int8Array(p.values.length)
  let least = 1
  for (let k = family; k >= 1; k--) {
    const i = order[k - 1]!
    least = Math.min(least, (family / k) * p.values[i]!)
    adjusted.values[i] = least
    bins[i] = Math.sign(z.values[i]!) * confidence(least)
  }
  return { adjusted, bins, family }
}

/** The same bins of each p by itself, nothing paid for looking at many areas: for comparison, not for decisions. */
export function rawBins(z: Column, p: Column): Int8Array {
  return Int8Array.from(p.values, (one, i) => (p.reasons[i] === 0 ? Math.sign(z.values[i]!) * confidence(one) : 0))
}

/** 3, 2, 1 at 99, 95, 90 %; else 0. */
function confidence(p: number): number {
  if (p <= 0.01) return 3
  if (p <= 0.05) return 2
  return p <= 0.1 ? 1 : 0
}
