import type { MipSolver } from '../mip.ts'
import type { Bound } from './bound.ts'
import { everyRoute } from './everyRoute.ts'
import type { Model } from './model.ts'
import { type RecombineLimits, recombine } from './recombine.ts'
import type { Route } from './route.ts'
import { LATER_PHASES, type Progress, search } from './search.ts'

/** How a search is run. */
export interface SearchRules {
  seed: number
  progress: Progress
  mip: MipSolver
  /** Null: known rounds are not recombined, and nothing is listed and proven. */
  recombine: RecombineLimits | null
}

/** Rounds over a model. */
export interface FoundRoutes {
  routes: readonly Route[]
  /** What no rounds over the same stops can fall below, as far as it was proven; null: not at all. */
  bound: Bound | null
  steps: number
}

/** Up to so many visits every round there can be is listed, and the best combination is proven. */
const LISTED = 10
const MOST_LISTED = 20_000
/** Steps of the search before them: it only gives the proof a place to begin. */
const BEFORE_LISTED = 2000
/** Most rounds that are recombined, the last found first. */
const COLUMNS = 3000
/** When the first search ends, in the time of the whole. */
const HALF = 0.55

/** search → recombine → search → recombine; or, of few visits, every round there can be and the proven best of them. */
export function findRoutes(model: Model, rules: SearchRules): FoundRoutes {
  return listed(model, rules) ?? searched(model, rules)
}

function listed(model: Model, { seed, progress, mip, recombine: limits }: SearchRules): FoundRoutes | null {
  const every = model.size - 1 <= LISTED && limits !== null ? everyRoute(model, MOST_LISTED) : null
  if (every === null || limits === null) return null
  const few: Progress = (step, best) => Math.max(progress(step, best), step / BEFORE_LISTED)
  const { routes, steps } = search(model, seed, few)
  const best = recombine(model, every, routes, mip, limits)
  const isProven = best.proven === best.score.length
  return { routes: best.routes, bound: isProven ? { rounds: best.score[2], crews: best.score[3] } : null, steps }
}

function searched(model: Model, { seed, progress, mip, recombine: limits }: SearchRules): FoundRoutes {
  const first = search(model, seed, (step, best) => progress(step, best) / HALF)
  const mix = (pool: readonly Route[], routes: readonly Route[]) =>
    limits === null ? routes : recombine(model, pool.slice(-COLUMNS), routes, mip, limits).routes
  const start = mix(first.pool, first.routes)
  const from = Math.min(1, progress(first.steps, first.score))
  const rest: Progress = (step, best) => (from >= 1 ? 1 : (progress(first.steps + step, best) - from) / (1 - from))
  const second = search(model, seed + 1, rest, { start, phases: LATER_PHASES })
  const routes = mix([...first.pool, ...second.pool], second.routes)
  return { routes, bound: null, steps: first.steps + second.steps }
}
