import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import type { Visit } from '../../../../geo/rounds/merge/visit.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import type { Officer } from '../../../../geo/rounds/problem/officer.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../../../geo/rounds/replan/event.ts'
import { LARGER, type ProblemFile, randomProblem, type Size } from '../randomProblem.ts'
import { agreed, bytesOf, namedIn, visitsById, whereOf } from './agreed.ts'
import { eventFor, KINDS } from './events.ts'

let mip: MipSolver
beforeAll(async () => {
  mip = await loadMip()
})

const planned = (seed: number) => {
  const problem = Problem.parse(randomProblem(seed, LARGER))
  return { problem, solution: solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 }) }
}

/** Random plans, each hit by one event of the kind. */
function check(kind: (typeof KINDS)[number], runs: number, holds: (hit: Hit) => void): void {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (seed, which) => {
      const { problem, solution } = planned(seed)
      const event = eventFor(problem, solution, kind, which)
      if (event !== null) holds({ problem, before: solution, event, again: agreed(problem, solution, event) })
    }),
    { numRuns: runs, seed: 797951526 },
  )
}

interface Hit {
  problem: Problem
  before: Solution
  event: PlanEvent
  again: ReturnType<typeof agreed>
}

describe('the fewest changes', () => {
  it.each(KINDS)('%s: rounds that no change names and visits that it does not concern are the same bytes', (kind) => {
    check(kind, 20, ({ problem, before, event, again }) => {
      if (kind === 'round-locked') expect(again.changes).toEqual([])
      const named = namedIn(again.changes)
      const unnamed = (solution: Solution) => solution.rounds.filter((round) => !named.has(whereOf(round))).map(bytesOf)
      expect(unnamed(again.solution)).toEqual(unnamed(before))
      const isConcerned = concernedBy(problem, event, again.problem)
      const unconcerned = ({ merged }: Solution) => merged.visits.filter((visit) => !isConcerned(visit)).map(bytesOf)
      expect(unconcerned(again.solution)).toEqual(unconcerned(before))
    })
  })

  it('a check that falls out changes the round that it was in, and no other', () => {
    let judged = 0
    check('checks-dropped', 40, ({ before, event, again }) => {
      if (isPutIn(again) || event.kind !== 'checks-dropped') return
      const visits = visitsById(before)
      const isHit = (round: Round) =>
        round.stops.some(({ visit }) => visits.get(visit)!.checks.some((check) => event.checks.includes(check)))
      const others = becameOthers(before, again.solution)
      expect(others.filter((round) => !isHit(round))).toEqual([])
      judged += others.length
    })
    expect(judged).toBeGreaterThan(5)
  })

  it('somebody who is away changes the own rounds alone, where others are free to take the places', () => {
    let judged = 0
    check('officer-away', 50, ({ before, event, again }) => {
      if (isPutIn(again) || event.kind !== 'officer-away') return
      const { absence, officer } = event
      const isHit = ({ day, half, crew }: Round) =>
        absence.from <= day &&
        day <= absence.to &&
        (absence.half ?? half) === half &&
        crew.some((one) => one.officer === officer)
      const hit = before.rounds.filter(isHit)
      if (hit.length === 0 || !hit.every((round) => canBeReplaced(again.problem, before, round, hit))) return
      expect(becameOthers(before, again.solution)).toEqual(hit)
      judged++
    })
    expect(judged).toBeGreaterThan(5)
  })

  it('a premises that comes in takes the place of no other, where half of the officers are recused somewhere', () => {
    let judged = 0
    for (let seed = 1; seed <= 40; seed++) {
      const problem = Problem.parse(withRecusals(randomProblem(seed, TIGHT)))
      const solution = solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 })
      for (const which of [0, 3]) {
        const event = eventFor(problem, solution, 'premises-added', which)
        if (event === null) continue
        const { changes } = agreed(problem, solution, event)
        expect(
          changes.filter(({ kind }) => kind === 'visit-removed'),
          `world ${seed}`,
        ).toEqual([])
        judged++
      }
    }
    expect(judged).toBeGreaterThan(50)
  })
})

/** Few officers and days, so that visits are left out. */
const TIGHT: Size = { ...LARGER, days: [3, 8], officersPerDepartment: [2, 3] }

/** Every second officer stays away from every seventh premises; nothing is locked. */
function withRecusals(drawn: ProblemFile): ProblemFile {
  const officers = (drawn.officers ?? []).map((officer, k) => {
    const recused = drawn.premises.filter((_, at) => k % 2 === 0 && (at + k) % 7 === 0).map(({ id }) => id)
    return { ...officer, recused }
  })
  return { ...drawn, officers, locked: [] }
}

/** Whether a visit that had been left out took the chance. */
const isPutIn = ({ changes }: Hit['again']) => changes.some(({ kind }) => kind === 'visit-added')

/** Rounds of the earlier plan that are not in the later one. */
function becameOthers(before: Solution, now: Solution): Round[] {
  const still = new Set(now.rounds.map((round) => JSON.stringify(round)))
  return before.rounds.filter((round) => !still.has(JSON.stringify(round)))
}

/** Whether a visit may be another after the event, by what the event says alone. */
function concernedBy(problem: Problem, event: PlanEvent, now: Problem): (visit: Visit) => boolean {
  const premisesOf = new Map(now.checks.concat(problem.checks).map(({ id, premises }) => [id, premises]))
  const at = new Set(namedChecks(event).map((id) => premisesOf.get(id)!))
  const locks = new Set(now.locked.map(({ visits }) => JSON.stringify(visits)))
  const dissolved = problem.locked.filter(({ visits }) => !locks.has(JSON.stringify(visits)))
  for (const { visits } of dissolved) for (const { premises } of visits) at.add(premises)
  if (event.kind !== 'officer-away') return ({ premises }) => at.has(premises)
  const { certificates } = problem.officers!.find(({ id }) => id === event.officer)!
  const departments = new Set(certificates.map(({ department }) => department))
  const checksAt = Map.groupBy(problem.checks, ({ premises }) => premises)
  return ({ premises }) => at.has(premises) || checksAt.get(premises)!.some((one) => departments.has(one.department))
}

function namedChecks(event: PlanEvent): string[] {
  switch (event.kind) {
    case 'checks-dropped':
      return [...event.checks]
    case 'premises-added':
    case 'checks-added':
      return event.checks.map(({ id }) => id)
    case 'round-locked':
      return event.round.visits.flatMap(({ checks }) => checks)
    case 'officer-away':
      return []
  }
}

/** Whether people who are in no round of the half-day can fill the crew again: every way is tried. */
function canBeReplaced(now: Problem, before: Solution, round: Round, hit: readonly Round[]): boolean {
  const { officers, rules } = now
  const together = before.rounds.filter(({ day, half }) => day === round.day && half === round.half)
  if (together.filter((one) => hit.includes(one)).length > 1) return false
  const busy = new Set(together.flatMap(({ crew }) => crew.map(({ officer }) => officer)))
  const visits = visitsById(before)
  const places = round.stops.map(({ visit }) => visits.get(visit)!.premises)
  const may = (officer: Officer, department: string) =>
    officer.certificates.some(
      (one) => one.department === department && (one.from ?? '') <= round.day && round.day <= (one.until ?? '9'),
    ) &&
    !officer.absences.some(
      ({ from, to, half }) => from <= round.day && round.day <= to && (half ?? round.half) === round.half,
    ) &&
    (officer.zones ?? [round.zone]).includes(round.zone) &&
    !officer.recused.some((id) => places.includes(id))
  const stays = round.crew.filter(({ officer, department }) =>
    may(officers!.find(({ id }) => id === officer)!, department),
  )
  const open = round.departments.flatMap((department) => {
    const there = stays.filter((one) => one.department === department).length
    return Array.from({ length: rules.officersPerDepartment - there }, () => department)
  })
  const fill = (at: number, taken: readonly string[]): boolean =>
    at === open.length ||
    officers!.some(
      (one) => !busy.has(one.id) && !taken.includes(one.id) && may(one, open[at]!) && fill(at + 1, [...taken, one.id]),
    )
  return fill(0, [])
}
