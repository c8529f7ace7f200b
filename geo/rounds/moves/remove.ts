import type { Problem } from '../problem.ts'
import { travelS } from '../problem.ts'
import { type Round, roundOf } from '../round.ts'

/**
 * Takes the stops nearest to a seed stop out of their rounds (adjacent ruin: Schrimpf et al. 2000, Christiaens and
 * Vanden Berghe 2020, SISR). Answers the stops taken; rounds that fall empty disappear.
 */
export function removeNear(problem: Problem, rounds: Round[], seed: number, count: number): number[] {
  const taken = rounds
    .flatMap((round) => round.order)
    .sort((a, b) => travelS(problem, seed + 1, a + 1) - travelS(problem, seed + 1, b + 1) || a - b)
    .slice(0, count)
  const gone = new Set(taken)
  for (let at = rounds.length - 1; at >= 0; at--) {
    const kept = rounds[at]!.order.filter((stop) => !gone.has(stop))
    if (kept.length === rounds[at]!.order.length) continue
    const shorter = kept.length > 0 ? roundOf(problem, kept) : null
    if (shorter) rounds[at] = shorter
    else {
      taken.push(...kept)
      rounds.splice(at, 1)
    }
  }
  return taken
}
