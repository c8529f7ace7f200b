import { merge } from '../merge/merge.ts'
import type { Round } from '../plan/round.ts'
import type { Solution, Unplaced } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'
import { costOf } from './costOf.ts'
import { lockedRounds } from './lockedRounds.ts'
import { officerSeconds } from './officerSeconds.ts'
import { settledBy } from './settled.ts'
import { type SearchRules, solveGroup } from './solveGroup.ts'
import { tripsOf } from './trip.ts'
import { zoneGroups } from './zoneGroups.ts'

/**
 * merge → search → recombine → staff: the rounds of a problem. Every planned check is in exactly one visit of one round,
 * or listed with the smallest set of constraints that keeps it out. The same problem, seed and steps give the same
 * bytes; `progress` may end the search at any time with the best so far.
 */
export function solve(problem: Problem, rules: SearchRules): Solution {
  const merged = merge(problem, tripsOf(problem))
  const zoneOf = new Map(problem.premises.map(({ id, zone }) => [id, zone]))
  const premisesOf = new Map(merged.visits.map(({ id, premises }) => [id, premises]))
  const open = merged.visits.filter(({ locked }) => !locked)
  const byZone = Map.groupBy(open, ({ premises }) => zoneOf.get(premises)!)
  const rounds: Round[] = lockedRounds(problem, merged.visits, rules.seed)
  const load = new Map<string, number>()
  for (const { crew } of rounds) for (const { officer } of crew) load.set(officer, (load.get(officer) ?? 0) + 1)
  const unplaced: Unplaced[] = merged.unmerged.map(({ check, because }) => ({ check, visit: null, because }))
  const bound = { rounds: rounds.length, crews: rounds.reduce((sum, { departments }) => sum + departments.length, 0) }
  let steps = 0
  let done = 0
  for (const zones of zoneGroups(problem, (zone) => byZone.get(zone)?.length ?? 0)) {
    const visits = zones.flatMap((zone) => byZone.get(zone) ?? [])
    const from = done
    done += visits.length / open.length
    const [before, until] = [steps, done]
    const part: SearchRules = {
      ...rules,
      progress: (step, best) => (rules.progress(before + step, best) - from) / (until - from),
    }
    const settled = settledBy(problem, rounds, (visit) => premisesOf.get(visit)!)
    const solved = solveGroup(problem, visits, zones, settled, load, part)
    rounds.push(...solved.rounds)
    for (const { visit, because } of solved.left) {
      for (const check of visit.checks) unplaced.push({ check, visit: visit.id, because })
    }
    bound.rounds += solved.bound.rounds
    bound.crews += solved.bound.crews
    steps += solved.steps
  }
  rounds.sort(inTime)
  const { officersPerDepartment } = problem.rules
  return {
    seed: rules.seed,
    merged,
    rounds,
    unplaced,
    cost: costOf(problem, rounds, unplaced.length),
    bound: { teamHalfDays: bound.rounds, officerHalfDays: bound.crews * officersPerDepartment },
    officerS: officerSeconds(problem, merged.visits, rounds),
    steps,
  }
}

const inTime = (a: Round, b: Round): number =>
  compare(a.day, b.day) ||
  b.half.localeCompare(a.half) ||
  compare(a.zone, b.zone) ||
  compare(a.stops[0]!.visit, b.stops[0]!.visit)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
