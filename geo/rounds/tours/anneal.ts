import { Random } from '../../random.ts'
import type { Field } from './field.ts'
import { type Heat, heatAt, heatOf } from './heat.ts'
import type { RoutePool } from './pool.ts'
import { pullBeside } from './pull.ts'
import { GAVE_UP, recreate } from './recreate.ts'
import { type Ruin, ruin } from './ruin.ts'
import { savings } from './savings.ts'
import { swapBeside } from './swap.ts'
import { exchangeTails } from './tails.ts'
import { Tours } from './tours.ts'
import { turnStretch } from './turn.ts'

/** How far a search has come, from 0 to 1; 1 ends it. Asked every 64 steps, with the steps done and the best so far. */
export type Progress = (step: number, best: number) => number

export interface AnnealOptions {
  /** Routes to begin from; default: savings. */
  start?: readonly (readonly number[])[]
  /** Routes there may be at most; default: as many as stops. */
  cap?: number
  /** What a route costs beside driving, in units of length; default: nothing. */
  opening?: number
  /** Default: as the routes to begin from are long. */
  heat?: Heat
  /** Takes the routes of what was the best on the way, for recombination. */
  pool?: RoutePool
}

export interface Annealed {
  /** Stops in order; those that no route can serve are in none. */
  routes: number[][]
  /** Summed legs. */
  length: number
  /** Where the search stood at its end, from where another may go on: seldom the best. */
  last: number[][]
  steps: number
}

export const OFTEN: Ruin = { mean: 10, longest: 10 }
const LONG: Ruin = { mean: 10, longest: 30 }
const LONG_SHARE = 0.3

/**
 * What is dearer than would be taken by more than this, in mean legs, is neither finished nor polished: hardly ever would
 * it be taken then.
 */
const HOPE = 1

/** What a stop left out under a cap costs on the way, in mean legs: dear enough to come back, cheap enough to go. */
const MISSING = 8

/**
 * Cheapest routes by ruin and recreate under simulated annealing (SISR 2020) with 2-opt*, 2-opt, relocate and exchange
 * around what was put back. Deterministic for seed and progress.
 */
export function anneal(field: Field, seed: number, progress: Progress, options: AnnealOptions = {}): Annealed {
  const { start, cap = field.size, opening = 0, pool } = options
  const random = new Random(seed)
  const tours = new Tours(field, field.size)
  tours.cap = cap
  if (start === undefined) savings(tours)
  else tours.take(start)
  tours.remember()
  const cost = () => tours.length + opening * tours.used
  const out = new Int32Array(field.size)
  let best = cost()
  let bestLength = tours.length
  let current = best
  const meanLeg = tours.length / Math.max(1, field.size - 1 + tours.used)
  const heat = options.heat ?? heatOf(field, tours.length, tours.used)
  const missing = MISSING * meanLeg
  let absent: number[] = []
  let temperature = heat.hot
  let pooled = Infinity
  let step = 0
  for (; field.size > 1; step++) {
    if ((step & 63) === 0) {
      const done = progress(step, bestLength)
      if (done >= 1) break
      temperature = heatAt(heat, done)
      if (pool !== undefined && best < pooled) tours.pour(pool)
      pooled = best
    }
    tours.begin()
    for (let k = 0; k < absent.length; k++) out[k] = absent[k]!
    const kind = random.next() < LONG_SHARE ? LONG : OFTEN
    const torn = ruin(tours, 1 + random.below(field.size - 1), kind, random, out.subarray(absent.length))
    const count = absent.length + torn
    const limit = current - temperature * Math.log(1 - random.next())
    const hopeless = limit + HOPE * meanLeg
    const left = recreate(tours, out, count, opening, random, hopeless)
    if (left === GAVE_UP) {
      tours.takeBack()
      continue
    }
    // As dear as before: the same routes nearly always, and polished already.
    const put = cost() + left * missing
    if (put !== current && put < hopeless) polish(tours, out.subarray(left), count - left)
    const now = cost() + left * missing
    if (now < limit) {
      current = now
      if (left > 0 || absent.length > 0) absent = Array.from(out.subarray(0, left))
      if (left === 0 && now < best) {
        best = now
        bestLength = tours.length
        tours.remember()
      }
    } else tours.takeBack()
  }
  const routes = tours.remembered()
  return { routes, length: bestLength, last: absent.length === 0 ? tours.routes() : routes, steps: step }
}

/**
 * Up to so many stops a route, mean of all, single stops are moved and exchanged too: there loads bind, and a stop often
 * comes only where another goes (25 instances of X in 10 s: 0.46 instead of 0.56 %; those of 20 and more a route are
 * better without).
 */
const SHORT = 12

/** Exchanges, moves and turns what can be shortened around stops that were put back. */
export function polish(tours: Tours, stops: Int32Array, count: number): void {
  const { field, used } = tours
  const single = !field.timed && field.size <= SHORT * used
  for (let k = 0; k < count; k++) {
    if (single) {
      pullBeside(tours, stops[k]!)
      swapBeside(tours, stops[k]!)
    }
    exchangeTails(tours, stops[k]!)
    turnStretch(tours, stops[k]!)
  }
}
