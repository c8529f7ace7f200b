import { expect, it } from 'vitest'
import { twoSided } from '../../../analytics/stats/normal.ts'

/** By the series of the error function in 420 decimal digits. */
const EXACT: readonly [z: number, p: number][] = [
  [0, 1],
  [0.001, 0.99920211557217786],
  [0.1, 0.92034432544594202],
  [0.33, 0.74139996211869297],
  [0.6744, 0.50005704274588125],
  [0.675, 0.49967576494355398],
  [1, 0.31731050786291409],
  [1.5, 0.13361440253771614],
  [1.959963984540054, 0.050000000000000024],
  [2.5758293035489004, 0.010000000000000011],
  [3.29, 0.0010018738275714442],
  [4.4, 1.0825087815407702e-5],
  [5.65, 1.6044783701326994e-8],
  [5.66, 1.5137299503995428e-8],
  [7, 2.5596250877716699e-12],
  [12, 3.5529642241553581e-33],
  [20, 5.5072482372124675e-89],
  [30, 9.8134278542963744e-198],
]

it.each(EXACT)('p of z = ±%s is exact to the 14th digit', (z, p) => {
  for (const signed of [z, -z]) expect(Math.abs(twoSided(signed) / p - 1)).toBeLessThan(2e-14)
})

it('falls without a jump from 1 to 0, and knows no p of what is no number', () => {
  for (let z = 0; z < 7; z += 0.0007) {
    const fall = twoSided(z) - twoSided(z + 0.0007)
    expect(fall).toBeGreaterThan(0)
    expect(fall).toBeLessThan(0.0006)
  }
  expect([twoSided(38), twoSided(40), twoSided(Infinity), twoSided(Number.NaN)]).toEqual([
    expect.any(Number),
    0,
    0,
    Number.NaN,
  ])
})
