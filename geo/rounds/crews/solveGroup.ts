import type { Visit } from '../merge/visit.ts'
import type { MipSolver } from '../mip.ts'
import type { Constraint } from '../plan/constraint.ts'
import type { Round } from '../plan/round.ts'
import type { Problem } from '../problem/problem.ts'
import { type Bound, boundOf } from './bound.ts'
import { everyRoute } from './everyRoute.ts'
import { type Model, NONE } from './model.ts'
import { modelOf } from './modelOf.ts'
import { limitsOf, placeFor } from './placeable.ts'
import { type Recombined, type RecombineLimits, recombine } from './recombine.ts'
import { Rota, type Route } from './rota.ts'
import { roundOf } from './roundOf.ts'
import { LATER_PHASES, type Progress, search } from './search.ts'
import type { Settled } from './settled.ts'
import { staffAll } from './staffAll.ts'
import { whyOut } from './whyOut.ts'

/** How a search is run. */
export interface SearchRules {
  seed: number
  progress: Progress
  mip: MipSolver
  recombine: RecombineLimits
}

/** Rounds of some zones, and visits that none of them takes. */
export interface GroupSolved {
  rounds: Round[]
  left: { visit: Visit; because: Constraint[] }[]
  bound: Bound
  steps: number
}

/** Up to so many visits every round there can be is listed, and the best combination is proven. */
const LISTED = 10
const MOST_LISTED = 20_000
/** Steps of the search before them: it only gives the proof a place to begin. */
const BEFORE_LISTED = 2000
/** Most rounds that are recombined, the last found first. */
const COLUMNS = 3000

/**
 * search → recombine → search → recombine → whatever still fits → officers by lot → reasons of the rest. `load` counts
 * the half-days of each officer so far and is carried on.
 */
export function solveGroup(
  problem: Problem,
  visits: readonly Visit[],
  zones: readonly string[],
  settled: Settled,
  load: Map<string, number>,
  rules: SearchRules,
): GroupSolved {
  const model = modelOf(problem, visits, zones, settled)
  const { best, steps, isProven } = combined(model, rules)
  const { rota, crews } = crewed(problem, model, best.routes, visits, settled, load, rules.seed)
  const routes = rota.routes()
  const rounds = routes.map((route, k) => roundOf(problem, rota.model, route, visits, crews[k]!, false))
  const left = visits.flatMap((visit, k) =>
    rota.of[k + 1] === NONE ? [{ visit, because: whyOut({ problem, rota, visits, stop: k + 1 }) }] : [],
  )
  const byTime = boundOf(
    model,
    routes.flatMap(({ stops }) => stops),
  )
  const bound = isProven ? { rounds: best.score[1], crews: best.score[2] } : byTime
  return { rounds, left, bound, steps }
}

function combined(model: Model, { seed, progress, mip, recombine: limits }: SearchRules) {
  const every = model.size - 1 <= LISTED ? everyRoute(model, MOST_LISTED) : null
  if (every !== null) {
    const few: Progress = (step, best) => Math.max(progress(step, best), step / BEFORE_LISTED)
    const { routes, steps } = search(model, seed, few)
    const best = recombine(model, every, routes, mip, limits)
    return { best, steps, isProven: best.proven === best.score.length }
  }
  const first = search(model, seed, (step, best) => progress(step, best) / HALF)
  const mixed = recombine(model, first.pool.slice(-COLUMNS), first.routes, mip, limits)
  const from = Math.min(1, progress(first.steps, mixed.score))
  const rest: Progress = (step, best) => (from >= 1 ? 1 : (progress(first.steps + step, best) - from) / (LAST - from))
  const second = search(model, seed + 1, rest, { start: mixed.routes, phases: LATER_PHASES })
  const pool = [...first.pool, ...second.pool].slice(-COLUMNS)
  const best: Recombined = recombine(model, pool, second.routes, mip, limits)
  return { best, steps: first.steps + second.steps, isProven: false }
}

/** When the first search and the second end, in the time of the whole. */
const HALF = 0.55
const LAST = 1

/**
 * The rounds with whatever still fits into them, and their officers. Where recusals of several stops together leave too
 * few for a round, its recused stops go, one after another, to where they still fit.
 */
function crewed(
  problem: Problem,
  model: Model,
  routes: readonly Route[],
  visits: readonly Visit[],
  { busy }: Settled,
  load: Map<string, number>,
  seed: number,
) {
  const banned = new Set<string>()
  const unrecused: Model['unrecused'] = (stop, slot, departments) =>
    !banned.has(`${stop} ${slot}`) && model.unrecused(stop, slot, departments)
  const rota = new Rota({ ...model, unrecused })
  rota.take(routes)
  const isRecused = (stop: number) =>
    problem.officers?.some(({ recused }) => recused.includes(visits[stop - 1]!.premises)) ?? false
  for (;;) {
    fill(problem, rota, visits)
    const loadNow = new Map(load)
    const { crews, short } = staffAll(problem, model, rota.routes(), visits, seed, { busy, load: loadNow })
    if (short.length === 0) {
      for (const [officer, halfDays] of loadNow) load.set(officer, halfDays)
      return { rota, crews }
    }
    for (const route of short.map((k) => rota.routes()[k]!)) {
      const stop = route.stops.find(isRecused)
      if (stop === undefined) throw new Error('a round without officers although nobody is recused')
      banned.add(`${stop} ${route.slot}`)
      rota.remove(rota.of[stop]!, [stop])
    }
  }
}

/** Puts every stop that is out where it fits, if it fits anywhere. */
function fill(problem: Problem, rota: Rota, visits: readonly Visit[]): void {
  for (let stop = 1; stop < rota.model.size; stop++) {
    if (rota.of[stop] !== NONE) continue
    const visit = visits[stop - 1]!
    const opening = placeFor({ problem, rota, visits, stop }, new Set(limitsOf(visit)))
    if (opening === null) continue
    const id = opening.id === NONE ? rota.open(opening.slot, rota.model.zone[stop]!) : opening.id
    rota.insert(id, opening.at, stop)
  }
}
