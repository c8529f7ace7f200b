import type { Cost } from './cost.ts'
import { checkedProblem, type Problem, travelS } from './problem.ts'
import type { Round } from './round.ts'
import { search } from './search.ts'
import { assignSlots } from './slots.ts'
import type { StopRule } from './stop.ts'

export type Reason = 'unreachable' | 'too-far' | 'no-slot-in-window' | 'no-crew-free'

export interface SolvedRound extends Round {
  /** The half-day it goes out. */
  slot: number
}

export interface Solution {
  rounds: SolvedRound[]
  /** Every stop that no round takes, each with its reason. */
  unplaced: { stop: number; reason: Reason }[]
  cost: Cost
}

/** Rounds for one zone. Deterministic for a seed and an iteration limit; throws a RangeError on a malformed problem. */
export function solve(problem: Problem, options: { seed: number; stop: StopRule }): Solution {
  const found = search(checkedProblem(problem), options.seed, options.stop)
  const { slot } = assignSlots(problem, found.rounds)
  const rounds = found.rounds.map((round, index) => ({ ...round, slot: slot[index]! }))
  const crewless = rounds.filter((round) => round.slot === -1).flatMap((round) => round.order)
  return {
    rounds: rounds.filter((round) => round.slot !== -1).sort((a, b) => a.slot - b.slot || a.order[0]! - b.order[0]!),
    unplaced: [
      ...found.left.map((stop) => ({ stop, reason: whyAlone(problem, stop) })),
      ...crewless.map((stop) => ({ stop, reason: 'no-crew-free' as const })),
    ],
    cost: found.cost,
  }
}

/** Why a stop cannot even have a round of its own. */
function whyAlone(problem: Problem, stop: number): Reason {
  const out = travelS(problem, 0, stop + 1)
  const home = travelS(problem, stop + 1, 0)
  if (out < 0 || home < 0) return 'unreachable'
  const { serviceS, release, due } = problem.stops[stop]!
  if (Math.max(release, 0) > Math.min(due, problem.slots - 1)) return 'no-slot-in-window'
  return out + home + serviceS > problem.shiftS ? 'too-far' : 'no-crew-free'
}
