import type { Problem } from '../problem.ts'
import { countBits, type Round, roundOf } from '../round.ts'

interface Insertion {
  at: number
  round: Round
  officers: number
  travelS: number
}

/**
 * Puts a stop where it costs least: fewest officers more, then least travel more; a new round only where no round
 * can take it (team half-days come before officers). Answers false where not even a round of its own can.
 */
export function insertBest(problem: Problem, rounds: Round[], stop: number): boolean {
  let best: Insertion | null = null
  for (const [at, round] of rounds.entries()) {
    const found = bestPosition(problem, round, stop)
    if (found && (best === null || cheaper(found, best))) best = { at, ...found }
  }
  if (best) {
    rounds[best.at] = best.round
    return true
  }
  const own = roundOf(problem, [stop])
  if (own) rounds.push(own)
  return own !== null
}

const cheaper = (a: Omit<Insertion, 'at'>, b: Insertion) =>
  a.officers < b.officers || (a.officers === b.officers && a.travelS < b.travelS)

function bestPosition(problem: Problem, round: Round, stop: number): Omit<Insertion, 'at'> | null {
  const { departments, release, due } = problem.stops[stop]!
  if (Math.max(release, round.release) > Math.min(due, round.due)) return null
  const officers = countBits(round.departments | departments) - countBits(round.departments)
  let best: Omit<Insertion, 'at'> | null = null
  for (let position = 0; position <= round.order.length; position++) {
    const grown = roundOf(problem, round.order.toSpliced(position, 0, stop))
    if (!grown) continue
    const travelS = grown.travelS - round.travelS
    if (best === null || travelS < best.travelS) best = { round: grown, officers, travelS }
  }
  return best
}
