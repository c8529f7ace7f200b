import { Random } from '../../random.ts'
import type { Model } from './model.ts'
import { NONE } from './model.ts'
import { type Prices, recreate } from './recreate.ts'
import { Rota } from './rota.ts'
import type { Route } from './route.ts'
import { ruin } from './ruin.ts'

/** How far a search has come, from 0 to 1; 1 ends it. Asked every 64 steps with the steps done and the best so far. */
export type Progress = (step: number, best: Score) => number

/** Lexicographic: planned checks left out, visits, rounds, departments in crews, seconds driven. */
export type Score = readonly [checks: number, visits: number, rounds: number, crews: number, driven: number]

/** Negative where a is better than b. */
export const compareScore = (a: Score, b: Score): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || a[4] - b[4]

export interface Found {
  routes: Route[]
  score: Score
  steps: number
  /** Rounds that were part of a solution on the way: what recombination is made of. */
  pool: Route[]
}

/** Prices of one phase in mean legs. Each phase looks for one figure of the score above all. */
export interface Phase {
  until: number
  round: number
  department: number
  hot: number
  cold: number
}

export const PHASES: readonly Phase[] = [
  { until: 0.5, round: 20, department: 1, hot: 2, cold: 0.2 },
  { until: 0.85, round: 60, department: 10, hot: 3, cold: 0.2 },
  { until: 1, round: 60, department: 30, hot: 0.6, cold: 0.02 },
]

/** What is left to do on rounds that are good already. */
export const LATER_PHASES: readonly Phase[] = [
  { until: 0.4, round: 60, department: 20, hot: 1.5, cold: 0.3 },
  { until: 1, round: 60, department: 30, hot: 0.6, cold: 0.02 },
]

export interface SearchOptions {
  /** Rounds to begin from; default: none. */
  start?: readonly Route[]
  phases?: readonly Phase[]
}

/** What a planned check left out costs on the way, in mean legs: dearer than a round of its own. */
const MISSING = 150

const POOL = 30_000

/**
 * Fewest checks left out, then fewest rounds, fewest departments in crews, least driving: ruin and recreate under
 * simulated annealing (SISR 2020) in three phases. The figures are compared one after another, never by giant weights:
 * the prices of a phase only steer where the search goes, the best is kept by the score. Deterministic for a seed and a
 * progress that counts steps.
 */
export function search(
  model: Model,
  seed: number,
  progress: Progress,
  { start = [], phases = PHASES }: SearchOptions = {},
): Found {
  const random = new Random(seed)
  const rota = new Rota(model)
  rota.take(start)
  const stops = Array.from({ length: model.size - 1 }, (_, k) => k + 1)
  const leg = meanLeg(model)
  const pricesOf = ({ round, department }: Phase): Prices => ({ round: round * leg, department: department * leg })
  let prices = pricesOf(phases[0]!)
  let absent = recreate(
    rota,
    stops.filter((stop) => rota.of[stop] === NONE),
    prices,
    random,
  )
  let best = scoreOf(rota, absent)
  let bestRoutes = rota.routes()
  const pool = new Map<string, Route>()
  let isPooled = false
  let step = 0
  let phase = -1
  let temperature = 0
  let current = 0
  const costOf = (left: readonly number[]) =>
    rota.driven + prices.round * rota.used + prices.department * rota.crews + MISSING * leg * checksOf(model, left)
  for (; model.size > 1; step++) {
    if ((step & 63) === 0) {
      if (!isPooled && pool.size < POOL) keep(pool, bestRoutes)
      isPooled = true
      const done = progress(step, best)
      if (done >= 1) break
      const now = phases.findIndex(({ until }) => done < until)
      if (now !== phase) {
        phase = now
        prices = pricesOf(phases[phase]!)
        rota.take(bestRoutes)
        absent = stops.filter((stop) => rota.of[stop] === NONE)
        current = costOf(absent)
      }
      const { until, hot, cold } = phases[phase]!
      const from = phases[phase - 1]?.until ?? 0
      temperature = leg * hot * (cold / hot) ** ((done - from) / (until - from))
    }
    rota.begin()
    const around =
      absent.length > 0 && random.next() < 0.3 ? absent[random.below(absent.length)]! : 1 + random.below(stops.length)
    const out = [...absent, ...ruin(rota, around, random)]
    const left = recreate(rota, out, prices, random)
    const now = costOf(left)
    if (now >= current - temperature * Math.log(1 - random.next())) {
      rota.takeBack()
      continue
    }
    current = now
    absent = left
    const score = scoreOf(rota, absent)
    if (compareScore(score, best) >= 0) continue
    best = score
    bestRoutes = rota.routes()
    isPooled = false
  }
  return { routes: bestRoutes, score: best, steps: step, pool: [...pool.values()] }
}

function scoreOf(rota: Rota, absent: readonly number[]): Score {
  const visits = rota.model.size - 1 - absent.length
  return [checksOf(rota.model, absent), visits, rota.used, rota.crews, rota.driven]
}

export function checksOf({ checks }: Model, stops: readonly number[]): number {
  let sum = 0
  for (const stop of stops) sum += checks[stop]!
  return sum
}

/** Mean leg between near neighbours and to the seat: the unit of prices and temperatures. */
function meanLeg(model: Model): number {
  const { size, legs } = model
  const { stops: near, count: nearCount } = model.near()
  let sum = 0
  let count = 0
  for (let stop = 1; stop < size; stop++) {
    const around = [0, ...near.subarray(stop * nearCount, stop * nearCount + Math.min(4, nearCount))]
    for (const other of around) {
      const leg = legs.of(stop, other)
      if (leg > MOST_MEAN) continue
      sum += leg
      count++
    }
  }
  return Math.max(1, sum / Math.max(1, count))
}

/** Legs beyond a day are none. */
const MOST_MEAN = 86_400

function keep(pool: Map<string, Route>, routes: readonly Route[]): void {
  for (const route of routes) pool.set(`${route.slot}:${[...route.stops].sort((a, b) => a - b).join()}`, route)
}
