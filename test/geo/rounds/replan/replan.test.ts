import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { judge } from '../../../../geo/rounds/judge/judge.ts'
import { violationWords } from '../../../../geo/rounds/judge/words.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../../../geo/rounds/replan/event.ts'
import type { PlanChange } from '../../../../geo/rounds/replan/planChange.ts'
import { replan } from '../../../../geo/rounds/replan/replan.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'

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

const whereOf = ({ zone, day, half }: Pick<Round, 'zone' | 'day' | 'half'>) => `${zone} ${day} ${half}`

/** Where each visit of a solution is, by its checks: `ZONE DAY HALF`. */
const placesOf = (solution: Solution) =>
  new Map(solution.rounds.flatMap((round) => stopsOf(round, solution).map((stop) => [stop, whereOf(round)] as const)))

const keyOf = ({ checks }: { checks: readonly string[] }) => [...checks].sort().join(' ')

/** What the changes say, and what two solutions show: visits that came, went or stand elsewhere. */
function told(changes: readonly PlanChange[], before: Solution, now: Solution) {
  const [old, fresh] = [placesOf(before), placesOf(now)]
  const of = <K extends PlanChange['kind']>(kind: K) =>
    changes.filter((change): change is Extract<PlanChange, { kind: K }> => change.kind === kind)
  return {
    said: {
      added: of('visit-added').map((one) => `${keyOf(one)} → ${whereOf(one.to)}`),
      removed: of('visit-removed').map((one) => `${keyOf(one)} ← ${whereOf(one.from)}`),
      moved: of('visit-moved')
        .filter(({ from, to }) => whereOf(from) !== whereOf(to))
        .map((one) => `${keyOf(one)} ${whereOf(one.from)} → ${whereOf(one.to)}`),
    },
    shown: {
      added: [...fresh].flatMap(([stop, at]) => (old.has(stop) ? [] : [`${stop} → ${at}`])),
      removed: [...old].flatMap(([stop, at]) => (fresh.has(stop) ? [] : [`${stop} ← ${at}`])),
      moved: [...old].flatMap(([stop, at]) =>
        fresh.has(stop) && fresh.get(stop) !== at ? [`${stop} ${at} → ${fresh.get(stop)}`] : [],
      ),
    },
  }
}

/** Stops and people of every round that none of these stops or people is in. */
const untouched = (solution: Solution, hit: (round: Round, stops: readonly string[]) => boolean) =>
  solution.rounds.flatMap((round) => {
    const stops = stopsOf(round, solution)
    const crew = round.crew.map(({ officer, department }) => `${officer} ${department}`).sort()
    return hit(round, stops) ? [] : [`${whereOf(round)}: ${stops.join(', ')}; ${crew.join(', ')}`]
  })

/** Re-plans; the judge and an independent comparison must agree with what came out. */
function agreed(problem: Problem, before: Solution, event: PlanEvent) {
  const again = replan(problem, before, event)
  expect(judge(again.problem, again.solution).map((one) => violationWords(one).en)).toEqual([])
  const { said, shown } = told(again.changes, before, again.solution)
  for (const kind of ['added', 'removed', 'moved'] as const) expect(said[kind].sort()).toEqual(shown[kind].sort())
  expect(again.changes.flatMap(crewsSaid).sort()).toEqual(expect.arrayContaining(crewsShown(before, again.solution)))
  return again
}

const crewsSaid = (change: PlanChange): string[] =>
  change.kind === 'officers-changed'
    ? [`${whereOf(change.at)}: ${[...change.leaves].sort().join()} → ${[...change.joins].sort().join()}`]
    : []

/** Whose place another took in rounds that have the very same stops. */
function crewsShown(before: Solution, now: Solution): string[] {
  const keyed = (solution: Solution) =>
    new Map(solution.rounds.map((one) => [`${whereOf(one)} ${stopsOf(one, solution).join(', ')}`, one] as const))
  const fresh = keyed(now)
  return [...keyed(before)].flatMap(([key, old]) => {
    const [was, is] = [old, fresh.get(key) ?? old].map(({ crew }) => crew.map(({ officer }) => officer))
    const leaves = was!.filter((officer) => !is!.includes(officer)).sort()
    const joins = is!.filter((officer) => !was!.includes(officer)).sort()
    return leaves.length + joins.length === 0 ? [] : [`${whereOf(old)}: ${leaves.join()} → ${joins.join()}`]
  })
}

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

  it('keeps every rule and tells every change after any event in any world', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), fc.nat(), (seed, kind, which) => {
        const { problem, solution } = planned(seed)
        const event = eventFor(problem, solution, kind, which)
        if (event !== null) agreed(problem, solution, event)
      }),
      { numRuns: 60, seed: 797951526, examples: [[15, 970769201, 0]] },
    )
  })

  it('refuses a check and an officer that the problem does not have', () => {
    const unknown: PlanEvent = { kind: 'checks-dropped', checks: ['nobody'] }
    expect(() => replan(problem, solution, unknown)).toThrow('a planned check of the problem, got nobody')
  })
})

const placed = (visit: string) => solution.rounds.some(({ stops }) => stops.some((stop) => stop.visit === visit))

/** Visits that found a place which had none before. */
const put = (changes: readonly PlanChange[]) => changes.filter(({ kind }) => kind === 'visit-added').length

function lockedAs(round: Round, { merged }: Solution) {
  const { zone, day, half, stops, crew } = round
  const visits = stops.map(({ visit }) => {
    const { premises, checks } = merged.visits.find(({ id }) => id === visit)!
    return { premises, checks: [...checks] }
  })
  return { zone, day, half, visits, officers: crew.map(({ officer, department }) => ({ officer, department })) }
}

function eventFor(problem: Problem, solution: Solution, kind: number, which: number): PlanEvent | null {
  const pick = <T>(all: readonly T[]): T | undefined => all[which % Math.max(1, all.length)]
  const round = pick(solution.rounds)
  const check = pick(problem.checks)!
  switch (kind % 4) {
    case 0:
      return { kind: 'checks-dropped', checks: [check.id] }
    case 1: {
      const officer = pick(problem.officers ?? [])
      const day = pick(problem.workingDays)!
      return officer === undefined
        ? null
        : {
            kind: 'officer-away',
            officer: officer.id,
            absence: { from: day, to: problem.workingDays.at(-1)!, half: null },
          }
    }
    case 2: {
      const premises = { ...problem.premises.find(({ id }) => id === check.premises)!, id: 'new', name: '新企业' }
      const isTable = problem.travel.kind === 'table'
      return isTable
        ? { kind: 'checks-added', checks: [{ ...check, id: 'new-check' }] }
        : { kind: 'premises-added', premises, checks: [{ ...check, id: 'new-check', premises: 'new' }] }
    }
    default:
      return round === undefined || round.locked ? null : { kind: 'round-locked', round: lockedAs(round, solution) }
  }
}
