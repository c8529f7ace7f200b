import { merge } from '../merge/merge.ts'
import type { Merged } from '../merge/merged.ts'
import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution, Unplaced } from '../plan/solution.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import type { Bound } from './bound.ts'
import { boundOfRounds } from './boundOfRounds.ts'
import { costOf } from './costOf.ts'
import { crewed } from './crewed.ts'
import type { FoundRoutes } from './findRoutes.ts'
import { lockedRounds } from './lockedRounds.ts'
import { type LeftBefore, NONE_LEFT } from './makeRoom.ts'
import { type Model, NONE } from './model.ts'
import { modelOf } from './modelOf.ts'
import { officerSeconds } from './officerSeconds.ts'
import { reasonsNow } from './reasonsNow.ts'
import { roundOf } from './roundOf.ts'
import { settledBy } from './settled.ts'
import type { KeptCrews } from './staffAll.ts'
import { tripsOf } from './trip.ts'
import { areAllNeeded, keepsOut, whyOut } from './whyOut.ts'
import { zoneGroups } from './zoneGroups.ts'

/** Which part of the whole a model is: its visits (stop k + 1 is visits[k]), and what share of all visits lies before and up to it. */
export interface Part {
  visits: readonly Visit[]
  from: number
  until: number
  /** Steps done for the parts before. */
  steps: number
}

export interface Arrangement {
  seed: number
  /** Finds the rounds of one part. */
  find: (model: Model, part: Part) => FoundRoutes
  /** Visits that are merged already; default: the fewest there can be. */
  merged?: Merged
  /** Officers who are to stay with the visits they were drawn for, where they can. */
  keep?: KeptCrews
  /** Visits among those to be arranged that an earlier plan left out; default: none. */
  left?: LeftBefore
  /** What is not to be arranged but stands as it is; default: the locked rounds. */
  standing?: Standing
}

/** Rounds that go as they are, and visits that stay left out: all that is not in the reach of an event. */
export interface Standing {
  rounds: readonly Round[]
  /** Rounds to be arranged again, as they went: zones that are arranged before theirs do not take their people. */
  waiting: readonly Round[]
  unplaced: readonly Unplaced[]
}

/** Rounds of a problem, and what is in none of them. */
export interface Arranged extends Pick<Solution, 'rounds' | 'unplaced' | 'steps'> {
  /** What those rounds cannot fall below for which that is proven, and all other rounds. */
  proven: Bound
  unproven: readonly Round[]
}

/** merge → find → staff: the rounds of a problem, with what they cost. */
export function arrange(problem: Problem, order: Arrangement): Solution {
  const { seed, merged = merge(problem, tripsOf(problem)) } = order
  const arranged = roundsOf(problem, { ...order, merged })
  const { rounds, proven, unproven, steps } = arranged
  const all = new Set(problem.zones.map(({ id }) => id))
  const unplaced = reasonsNow(problem, { visits: merged.visits, rounds, unplaced: arranged.unplaced }, all)
  const cost = costOf(problem, rounds, unplaced.length)
  return {
    seed,
    merged,
    rounds,
    unplaced,
    cost,
    bound: boundOfRounds(problem, merged.visits, unproven, proven),
    officerS: officerSeconds(problem, merged.visits, rounds),
    steps,
  }
}

/**
 * The rounds of a problem, zone group by zone group. Every planned check is in exactly one visit of one round, or listed
 * with the smallest set of constraints that keeps it out.
 */
export function roundsOf(
  problem: Problem,
  { seed, find, merged, keep = new Map(), left = NONE_LEFT, standing }: Arrangement & { merged: Merged },
): Arranged {
  const byId = premisesById(problem)
  const premisesOf = new Map(merged.visits.map(({ id, premises }) => [id, premises]))
  const settledVisits = new Set(standing?.rounds.flatMap(({ stops }) => stops.map(({ visit }) => visit)))
  for (const { visit } of standing?.unplaced ?? []) if (visit !== null) settledVisits.add(visit)
  const open = merged.visits.filter(({ id, locked }) => !locked && !settledVisits.has(id))
  const byZone = Map.groupBy(open, ({ premises }) => byId.get(premises)!.zone)
  const rounds: Round[] = [...(standing?.rounds ?? lockedRounds(problem, merged.visits, { seed }))]
  const load = new Map<string, number>()
  for (const { crew } of rounds) for (const { officer } of crew) load.set(officer, (load.get(officer) ?? 0) + 1)
  const unplaced: Unplaced[] = merged.unmerged.map(({ check, because }) => ({ check, visit: null, because }))
  unplaced.push(...(standing?.unplaced ?? []))
  const proven = { rounds: 0, crews: 0 }
  const unproven = [...rounds]
  let steps = 0
  let done = 0
  let waiting = standing?.waiting ?? []
  for (const zones of zoneGroups(problem, (zone) => byZone.get(zone)?.length ?? 0)) {
    const visits = zones.flatMap((zone) => byZone.get(zone) ?? [])
    const from = done
    done += visits.length / open.length
    waiting = waiting.filter(({ zone }) => !zones.includes(zone))
    const settled = settledBy(problem, [...rounds, ...waiting], (visit) => premisesOf.get(visit)!)
    const model = modelOf(problem, visits, zones, settled)
    const found = find(model, { visits, from, until: done, steps })
    const { rota, crews } = crewed(problem, model, found.routes, visits, { busy: settled.busy, load, seed, keep }, left)
    const fresh = rota.routes().map((route, k) => roundOf(problem, model, route, visits, crews[k]!, false))
    rounds.push(...fresh)
    if (found.bound === null) unproven.push(...fresh)
    proven.rounds += found.bound?.rounds ?? 0
    proven.crews += found.bound?.crews ?? 0
    for (const [k, visit] of visits.entries()) {
      if (rota.of[k + 1] !== NONE) continue
      const question = { problem, rota, visits, stop: k + 1 }
      const was = left.because.get(visit.id)
      const isStillWhy = was !== undefined && areAllNeeded(question, was) && keepsOut(question, was)
      const because = isStillWhy ? was : whyOut(question)
      for (const check of visit.checks) unplaced.push({ check, visit: visit.id, because })
    }
    steps += found.steps
  }
  rounds.sort(inTime)
  return { rounds, unplaced, proven, unproven, steps }
}

const inTime = (a: Round, b: Round): number =>
  compare(a.day, b.day) ||
  compare(b.half, a.half) ||
  compare(a.zone, b.zone) ||
  compare(a.stops[0]!.visit, b.stops[0]!.visit)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
