import type { Share } from './wilson.ts'

/** Between which places an area may stand: 1 is the best. */
export interface RankRange {
  best: number
  worst: number
}

/**
 * The places that each share may take, highest first: an area stands behind another only where their intervals do not
 * touch. Two areas with overlapping intervals are not told apart, whichever share is larger. After the caution of
 * H. Goldstein & D. J. Spiegelhalter, League tables and their limitations, J. R. Statist. Soc. A 159 (1996) 385–443.
 */
export function rankRanges(shares: readonly Share[]): RankRange[] {
  return shares.map(({ low, high }) => ({
    best: 1 + shares.filter((other) => other.low > high).length,
    worst: shares.length - shares.filter((other) => other.high < low).length,
  }))
}
