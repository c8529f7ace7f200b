import type { Best } from './exact.ts'
import { isContiguous } from './graph.ts'
import { redrawn } from './redraw.ts'
import { compareScores, ORDERS, type OrderName, scoreOf } from './score.ts'
import { startingDivision } from './start.ts'
import { type Judge, type ZoneFacts, zonesOf } from './zoneFacts.ts'
import type { Criterion, Score, ZoningProblem } from './zoning.ts'

const STEPS_PER_STREET = 300
/** One step in this many draws two neighbouring zones anew; the others move one street. */
const REDRAW_EVERY = 12
const HOT = 0.2
const COLD = 0.0005
/** A broken rule, and a point of deviation above the cap, cost more than any figure. */
const BROKEN = 100
const ABOVE_CAP = 1
const EMPHASIS = [1, 0.1, 0.01, 0.001]

export interface AnnealingRun {
  order: OrderName
  /** Points of deviation that the division must not exceed. */
  cap: number
  random: () => number
  /** A division to begin with; one is grown without it. */
  from?: readonly number[]
}

/**
 * Looks for the best division by one order: streets change zones one at a time, now and then two zones are drawn anew
 * along a random tree, worse is taken ever more rarely; then only better is taken until no street can move. Zones stay
 * contiguous throughout. The same random source gives the same answer. Null where the rules were never kept.
 */
export function anneal(problem: ZoningProblem, judge: Judge, run: AnnealingRun): { best: Best | null; steps: number } {
  const order = ORDERS[run.order]
  const scale = scaleOf(problem, judge)
  let state = stateOf(problem, judge, [...(run.from ?? startingDivision(problem, judge, run.random))])
  const energy = (of: State) => energyOf(of, order, scale, run.cap)
  let held = energy(state)
  let best: State | null = null
  const keep = (next: State) => {
    if (next.broken > 0 || next.score.deviation > run.cap) return
    if (best === null || compareScores(order, next.score, best.score) < 0) best = next
  }
  keep(state)

  const steps = STEPS_PER_STREET * problem.streets.length
  for (let step = 0; step < steps; step++) {
    const heat = HOT * (COLD / HOT) ** (step / steps)
    const next =
      step % REDRAW_EVERY === 0
        ? redrawState(problem, judge, state, run.random)
        : flip(problem, judge, state, run.random)
    if (next === null) continue
    const after = energy(next)
    if (after > held && run.random() >= Math.exp((held - after) / heat)) continue
    state = next
    held = after
    keep(state)
  }
  const settled = best === null ? null : descend(problem, judge, best, order, run.cap)
  return { best: settled && { zones: settled.zones, score: settled.score }, steps }
}

interface State {
  division: number[]
  zones: number[][]
  facts: ZoneFacts[]
  broken: number
  score: Score
}

function stateOf(problem: ZoningProblem, judge: Judge, division: number[], before?: State): State {
  const zones = zonesOf(division, problem.zones)
  const same = (n: number) =>
    before !== undefined &&
    zones[n]!.length === before.zones[n]!.length &&
    zones[n]!.every((s, i) => s === before.zones[n]![i])
  const facts = zones.map((zone, n) => (same(n) ? before!.facts[n]! : judge.facts(zone)))
  const broken = facts.reduce((sum, zone) => sum + zone.broken, 0)
  return { division, zones, facts, broken, score: scoreOf(problem, judge, zones, facts) }
}

/** Moves one street to the zone of a neighbour; null where that tears its zone or empties it. */
function flip(problem: ZoningProblem, judge: Judge, state: State, random: () => number): State | null {
  const street = Math.floor(random() * problem.streets.length)
  const near = judge.graph.neighbours[street]!
  if (near.length === 0) return null
  return moved(problem, judge, state, street, state.division[near[Math.floor(random() * near.length)]!.street]!)
}

function moved(problem: ZoningProblem, judge: Judge, state: State, street: number, zone: number): State | null {
  const from = state.division[street]!
  if (from === zone) return null
  const rest = state.zones[from]!.filter((other) => other !== street)
  if (rest.length === 0 || !isContiguous(judge.graph, rest)) return null
  return stateOf(problem, judge, state.division.with(street, zone), state)
}

function redrawState(problem: ZoningProblem, judge: Judge, state: State, random: () => number): State | null {
  const division = redrawn(problem, judge, state.division, random)
  return division && stateOf(problem, judge, division, state)
}

/** Takes any move of one street that is better by the order, until there is none. */
function descend(problem: ZoningProblem, judge: Judge, from: State, order: readonly Criterion[], cap: number): State {
  let state = from
  for (let changed = true; changed; ) {
    changed = false
    for (const street of problem.streets.keys()) {
      for (const near of judge.graph.neighbours[street]!) {
        const next = moved(problem, judge, state, street, state.division[near.street]!)
        if (next === null || next.broken > 0 || next.score.deviation > cap) continue
        if (compareScores(order, next.score, state.score) >= 0) continue
        state = next
        changed = true
      }
    }
  }
  return state
}

/** What each criterion is divided by, so that 1 is bad for all. */
function scaleOf(problem: ZoningProblem, judge: Judge): Score {
  const whole = judge.facts([...problem.streets.keys()])
  const border = problem.borders.reduce((sum, { metres }) => sum + metres, 0)
  return { deviation: 100, border: border || 1, travel: whole.travelSeconds || 1, moved: problem.streets.length }
}

function energyOf({ broken, score }: State, order: readonly Criterion[], scale: Score, cap: number): number {
  const above = Math.max(0, score.deviation - cap)
  const figures = order.reduce((sum, name, n) => sum + (EMPHASIS[n]! * score[name]) / scale[name], 0)
  return broken * BROKEN + (Number.isFinite(above) ? above * ABOVE_CAP : 0) + figures
}
