import type { Rules } from '../problem/rules.ts'

/**
 * Seconds that a visit takes: its base, its longest check, and a share of the others, because departments look at the
 * same rooms and papers at once. To the nearest second.
 */
export const serviceS = ({ baseS, share }: Rules['service'], longestS: number, totalS: number): number =>
  Math.round(baseS + longestS + share * (totalS - longestS))
