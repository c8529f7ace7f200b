import { seeded } from '../random.ts'
import { type Cost, compareCost, costOf } from './cost.ts'
import { insertBest } from './moves/insert.ts'
import { removeNear } from './moves/remove.ts'
import type { Problem } from './problem.ts'
import type { Round } from './round.ts'
import type { StopRule } from './stop.ts'

export interface Found {
  rounds: Round[]
  /** Stops that no round can take at all. */
  left: number[]
  cost: Cost
}

/** The first solution: every stop where it costs least, tightest windows first. */
export function build(problem: Problem): Found {
  const byTightness = problem.stops
    .map((stop, index) => ({ index, width: stop.due - stop.release }))
    .sort((a, b) => a.width - b.width || a.index - b.index)
  return recreate(
    problem,
    [],
    byTightness.map(({ index }) => index),
  )
}

/** Ruin and recreate: takes neighbouring stops out, puts them back where they cost least, keeps what is no worse. */
export function search(problem: Problem, seed: number, stop: StopRule): Found {
  const random = seeded(seed)
  let best = build(problem)
  const placed = best.rounds.flatMap((round) => round.order)
  for (let iteration = 0; placed.length > 1 && !stop(iteration, best.cost); iteration++) {
    const rounds = [...best.rounds]
    const centre = placed[Math.floor(random() * placed.length)]!
    const taken = removeNear(problem, rounds, centre, 2 + Math.floor(random() * 14))
    const tried = recreate(problem, rounds, shuffled(taken, random), best.left)
    if (compareCost(tried.cost, best.cost) <= 0) best = tried
  }
  return best
}

function recreate(
  problem: Problem,
  rounds: Round[],
  stops: readonly number[],
  leftBefore: readonly number[] = [],
): Found {
  const left = [...leftBefore]
  for (const stop of stops) if (!insertBest(problem, rounds, stop)) left.push(stop)
  return { rounds, left, cost: costOf(problem, rounds, left.length) }
}

function shuffled(items: readonly number[], random: () => number): number[] {
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}
