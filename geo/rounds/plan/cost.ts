/**
 * What a plan costs, compared from the first figure on (lexicographic, in phases, never by giant weights): planned checks
 * left out, visits, team half-days (rounds), officer half-days, seconds driven.
 */
export interface Cost {
  unplaced: number
  visits: number
  teamHalfDays: number
  officerHalfDays: number
  travelS: number
}

/** Negative where a is better than b. */
export const compareCost = (a: Cost, b: Cost): number =>
  a.unplaced - b.unplaced ||
  a.visits - b.visits ||
  a.teamHalfDays - b.teamHalfDays ||
  a.officerHalfDays - b.officerHalfDays ||
  a.travelS - b.travelS
