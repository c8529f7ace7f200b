import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../../../geo/rounds/replan/event.ts'
import type { PlanChange } from '../../../../geo/rounds/replan/planChange.ts'
import { replan } from '../../../../geo/rounds/replan/replan.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'
import { agreed, whereOf } from './agreed.ts'
import { lockedAs } from './events.ts'

let mip: MipSolver
let problem: Problem
let solution: Solution
let round: Round
beforeAll(async () => {
  mip = await loadMip()
  ;({ problem, solution, round } = world())
})

const planned = (seed: number) => {
  const problem = Problem.parse(randomProblem(seed, LARGER))
  const solution = solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 })
  return { problem, solution }
}

/** The checks of every stop of a round, in order. */
const stopsOf = ({ stops }: Round, { merged }: Solution): string[] =>
  stops.map(({ visit }) => [...merged.visits.find(({ id }) => id === visit)!.checks].sort().join(' '))

/** Where each visit of a solution is, by its checks: `ZONE DAY HALF`. */
const placesOf = (solution: Solution) =>
  new Map(solution.rounds.flatMap((round) => stopsOf(round, solution).map((stop) => [stop, whereOf(round)] as const)))

const keyOf = ({ checks }: { checks: readonly string[] }) => [...checks].sort().join(' ')

/** Stops and people of every round that none of these stops or people is in. */
const untouched = (solution: Solution, hit: (round: Round, stops: readonly string[]) => boolean) =>
  solution.rounds.flatMap((round) => {
    const stops = stopsOf(round, solution)
    const crew = round.crew.map(({ officer, department }) => `${officer} ${department}`).sort()
    return hit(round, stops) ? [] : [`${whereOf(round)}: ${stops.join(', ')}; ${crew.join(', ')}`]
  })

/** A world without a table of travel in which some round has several stops and named officers and nothing is locked. */
const world = () => {
  for (let seed = 1; ; seed++) {
    const { problem, solution } = planned(seed)
    const round = solution.rounds.find(({ stops, crew }) => stops.length > 1 && crew.length > 0)
    if (round !== undefined && problem.locked.length === 0 && problem.travel.kind === 'straight')
      return { problem, solution, round }
  }
}

describe('replan', () => {
  it('lets a stop fall out: its round goes on without it and every other stays as it is', () => {
    const [gone] = stopsOf(round, solution)
    const again = agreed(problem, solution, { kind: 'checks-dropped', checks: gone!.split(' ') })
    expect(again.solution.cost.visits).toBe(solution.cost.visits - 1 + put(again.changes))
    const isHit = (other: Round, stops: readonly string[]) =>
      whereOf(other) === whereOf(round) && stops.some((stop) => stopsOf(round, solution).includes(stop))
    const others = untouched(solution, isHit)
    expect(untouched(again.solution, () => false)).toEqual(expect.arrayContaining(others))
  })

  it('replaces an officer who falls ill in the rounds of that day only', () => {
    const { officer } = round.crew[0]!
    const absence = { from: round.day, to: round.day, half: null }
    const again = agreed(problem, solution, { kind: 'officer-away', officer, absence })
    const ofDay = again.solution.rounds.filter(({ day }) => day === round.day)
    expect(ofDay.flatMap(({ crew }) => crew).some((one) => one.officer === officer)).toBe(false)
    const others = untouched(solution, ({ day }) => day === round.day)
    expect(untouched(again.solution, () => false)).toEqual(expect.arrayContaining(others))
  })

  it('takes a premises in where it fits and tells nothing but that', () => {
    const like = problem.checks.find(({ id }) => stopsOf(round, solution)[0]!.split(' ').includes(id))!
    const free = { hours: [], closed: [], mostVisits: null, coolOffDays: 0 }
    const premises = { ...problem.premises.find(({ id }) => id === like.premises)!, ...free, id: 'new', name: '新企业' }
    const wide = { release: problem.workingDays[0]!, due: problem.workingDays.at(-1)!, serviceS: 60 }
    const checks = [{ ...like, ...wide, id: 'new-check', premises: 'new' }]
    const again = agreed(problem, solution, { kind: 'premises-added', premises, checks })
    expect(again.changes.filter(({ kind }) => kind !== 'officers-changed')).toEqual([
      expect.objectContaining({ kind: 'visit-added', premises: 'new' }),
    ])
  })

  it('keeps a round that is locked as it is', () => {
    const locked = lockedAs(round, solution)
    const again = agreed(problem, solution, { kind: 'round-locked', round: locked })
    expect(again.changes).toEqual([])
    expect(again.solution.rounds.filter((one) => one.locked)).toHaveLength(1)
    expect(untouched(again.solution, () => false).sort()).toEqual(untouched(solution, () => false).sort())
  })

  it('leaves a visit that loses one of its checks where it is', () => {
    const planned = (of: string) => problem.checks.filter(({ premises }) => premises === of).length
    const several = solution.merged.visits.find(
      ({ checks, id, premises }) => checks.length > 1 && checks.length === planned(premises) && placed(id),
    )!
    const again = agreed(problem, solution, { kind: 'checks-dropped', checks: [several.checks[0]!] })
    const rest = keyOf({ checks: several.checks.slice(1) })
    expect(placesOf(again.solution).get(rest)).toBe(placesOf(solution).get(keyOf(several)))
  })

  it('refuses a check and an officer that the problem does not have', () => {
    const unknown: PlanEvent = { kind: 'checks-dropped', checks: ['nobody'] }
    expect(() => replan(problem, solution, unknown)).toThrow('a planned check of the problem, got nobody')
  })
})

const placed = (visit: string) => solution.rounds.some(({ stops }) => stops.some((stop) => stop.visit === visit))

/** Visits that found a place which had none before. */
const put = (changes: readonly PlanChange[]) => changes.filter(({ kind }) => kind === 'visit-added').length
