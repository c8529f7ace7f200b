import { labelZones, movedStreets } from './labels.ts'
import type { Judge, ZoneFacts } from './zoneFacts.ts'
import type { Criterion, Score, ZoningProblem } from './zoning.ts'

/** Deviations are told apart in whole percentage points; below that the next criterion decides. */
export const STEP = 0.01

/**
 * Largest weighted deviation of any zone from the mean of any chosen load, 0.1 is a tenth. The mean of travel is that
 * of the division itself.
 */
export function deviationOf(judge: Judge, facts: readonly ZoneFacts[]): number {
  const travel = judge.loads.find(({ load }) => load === 'travel')
  const worst = facts.reduce((most, zone) => Math.max(most, zone.deviation), 0)
  const mean = facts.reduce((sum, zone) => sum + zone.travelSeconds, 0) / facts.length
  if (travel === undefined || mean === 0) return worst
  return facts.reduce((most, zone) => Math.max(most, travel.weight * Math.abs(zone.travelSeconds / mean - 1)), worst)
}

/** Whole percentage points; a rounding error of the sum does not make one more. */
export const inPoints = (deviation: number): number => Math.max(0, Math.ceil(deviation / STEP - 1e-9))

/** The score of zones whose moved streets are known. */
export const scoreOfFacts = (judge: Judge, facts: readonly ZoneFacts[], moved: number): Score => ({
  deviation: inPoints(deviationOf(judge, facts)),
  border: Math.round(facts.reduce((sum, zone) => sum + zone.insideM, 0) / 2),
  travel: Math.round(facts.reduce((sum, zone) => sum + zone.travelSeconds, 0)),
  moved,
})

/** The score of a whole division. */
export function scoreOf(
  problem: ZoningProblem,
  judge: Judge,
  zones: readonly (readonly number[])[],
  facts: readonly ZoneFacts[] = zones.map(judge.facts),
): Score {
  return scoreOfFacts(judge, facts, movedStreets(problem, zones, labelZones(problem, zones)).length)
}

/** What each kind of alternative puts first; the first difference decides. */
export const ORDERS = {
  balance: ['deviation', 'border', 'travel', 'moved'],
  compact: ['border', 'deviation', 'travel', 'moved'],
  changes: ['moved', 'deviation', 'border', 'travel'],
  travel: ['travel', 'deviation', 'border', 'moved'],
} as const satisfies Record<string, readonly Criterion[]>
export type OrderName = keyof typeof ORDERS

/** Negative when `a` is better than `b`. */
export function compareScores(order: readonly Criterion[], a: Score, b: Score): number {
  for (const criterion of order) {
    const difference = a[criterion] - b[criterion]
    if (difference !== 0) return difference
  }
  return 0
}
