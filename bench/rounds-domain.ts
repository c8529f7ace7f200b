/**
 * Rounds of synthetic districts: 271 premises in 10 s and 10,000 in 120 s, as an independent judge sees them, with bounds
 * and speed; re-plans, also where many visits are left out and where all zones share officers; and how long an event loop waits while a solve uses two threads. Times are seconds
 * of a thread's own computing, which on an idle machine are those of the clock.
 */
import { availableParallelism, loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { solve } from '../geo/rounds/crews/solve.ts'
import { judge } from '../geo/rounds/judge/judge.ts'
import type { Proof } from '../geo/rounds/merge/merged.ts'
import { loadMip, type MipSolver } from '../geo/rounds/mip.ts'
import type { Solution } from '../geo/rounds/plan/solution.ts'
import type { Problem } from '../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../geo/rounds/replan/event.ts'
import { replan } from '../geo/rounds/replan/replan.ts'
import { solveInThreads } from '../server/plan/solving.ts'
import { type District, district } from './district.ts'
import { printTable } from './table.ts'

const SMALL = { premises: 271, zones: 3, departments: 6, days: 40, officersEach: 6, seed: 1 }
const LARGE = { premises: 10_000, zones: 12, departments: 6, days: 120, officersEach: 8, seed: 1 }
/** So few days and officers that a tenth and a fifth of the planned checks are left out. */
const SMALL_TIGHT = { ...SMALL, days: 12, officersEach: 2 }
const LARGE_TIGHT = { ...LARGE, days: 60, officersEach: 4 }
/** What the promise leaves to searching: the rest is merging, staffing and reasons. */
const SEARCHED = 0.85

const HEADINGS = [
  'premises',
  'checks',
  'CPU s',
  'bar',
  'visits',
  'proven',
  'left out',
  'rounds',
  'bound',
  'gap %',
  'officer ½ days',
  'bound',
  'gap %',
  'travel h',
  'steps/s',
  'violations',
]
/** What re-plans are timed for: see `hits`. */
const EVENTS = ['left out', 'stop out', 'officer ill', 'officer away', 'premises in', 'violations']
/** Share of the search of a plan that is only made to be hit by events. */
const HASTY = 0.05

/** `--small` leaves the 10,000 premises out; `--seconds N` searches them that long instead of what 120 s leave. */
export default async function roundsDomain(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { small: { type: 'boolean' }, seconds: { type: 'string' } } })
  await eventLoop(district(SMALL))
  const mip = await loadMip()
  show(SMALL, SMALL_TIGHT, 10, 10 * SEARCHED, mip)
  if (values.small !== true) show(LARGE, LARGE_TIGHT, 120, Number(values.seconds ?? 120 * SEARCHED), mip)
}

function show(size: District, few: District, bar: number, seconds: number, mip: MipSolver): void {
  const problem = district(size)
  const began = computed()
  const solution = searched(problem, seconds, mip)
  const row = measured(problem, solution, computed() - began, bar)
  printTable(
    ['figure', 'value'],
    row.map((value, k) => [HEADINGS[k]!, value]),
  )
  const tight = district(few)
  const shared = { ...tight, officers: tight.officers!.map((officer) => ({ ...officer, zones: null })) }
  printTable(
    ['re-plan, seconds', ...EVENTS],
    [
      ['as above', ...replanned(problem, solution)],
      ['few days and officers', ...replanned(tight, searched(tight, HASTY * seconds, mip))],
      ['few, and all zones share them', ...replanned(shared, searched(shared, HASTY * seconds, mip))],
    ],
  )
}

/** A plan after so many seconds of searching. */
function searched(problem: Problem, seconds: number, mip: MipSolver): Solution {
  const began = computed()
  return solve(problem, {
    seed: 1,
    mip,
    recombine: { seconds: Math.max(0.2, seconds * 0.004) },
    progress: () => (computed() - began) / seconds,
  })
}

function measured(problem: Problem, solution: Solution, took: number, bar: number): (string | number)[] {
  const { cost, bound, steps, merged, unplaced } = solution
  const proven = merged.proofs.reduce((sum, proof) => sum + provenBy(proof), 0)
  const gap = (real: number, least: number) => (100 * (real / least - 1)).toFixed(1)
  return [
    problem.premises.length,
    problem.checks.length,
    took.toFixed(1),
    bar,
    cost.visits,
    proven,
    unplaced.length,
    cost.teamHalfDays,
    bound.teamHalfDays,
    gap(cost.teamHalfDays, bound.teamHalfDays),
    cost.officerHalfDays,
    bound.officerHalfDays,
    gap(cost.officerHalfDays, bound.officerHalfDays),
    (cost.travelS / 3600).toFixed(0),
    Math.round(steps / took),
    judge(problem, solution).length,
  ]
}

/** Visits below which no plan of the premises can fall. */
function provenBy(proof: Proof): number {
  switch (proof.kind) {
    case 'not-proven':
      return proof.atLeast
    case 'kept':
      return proof.fewest
    default:
      return proof.visits
  }
}

/** What hits the first round: its first stop falls out, an officer of it is ill that day or away for good, a premises is added. */
function hits(problem: Problem, { rounds, merged }: Solution): PlanEvent[] {
  const { stops, crew, day } = rounds[0]!
  const days = problem.workingDays
  const { checks, premises: of } = merged.visits.find(({ id }) => id === stops[0]!.visit)!
  const premises = { ...problem.premises.find(({ id }) => id === of)!, id: 'new' }
  const check = { ...problem.checks.find(({ id }) => id === checks[0])!, id: 'new', premises: 'new' }
  return [
    { kind: 'checks-dropped', checks },
    { kind: 'officer-away', officer: crew[0]!.officer, absence: { from: day, to: day, half: null } },
    { kind: 'officer-away', officer: crew[0]!.officer, absence: { from: days[0]!, to: days.at(-1)!, half: null } },
    { kind: 'premises-added', premises, checks: [check] },
  ]
}

/** Planned checks left out before, seconds of computing for the plan after each event, and what the judge finds in all of them. */
function replanned(problem: Problem, solution: Solution): (string | number)[] {
  let violations = 0
  const seconds = hits(problem, solution).map((event) => {
    const began = computed()
    const again = replan(problem, solution, event)
    const took = computed() - began
    violations += judge(again.problem, again.solution).length
    return took.toFixed(2)
  })
  return [solution.unplaced.length, ...seconds, violations]
}

async function eventLoop(problem: Problem): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  await solveInThreads({ problem, seed: 1, milliseconds: 300, steps: null, threads: 1 })
  delay.enable()
  await solveInThreads({ problem, seed: 1, milliseconds: 8000, steps: null, threads: 2 })
  delay.disable()
  const ms = (ns: number) => (ns / 1e6).toFixed(1)
  console.log(
    `event loop while two threads solve: 99 % below ${ms(delay.percentile(99))} ms, longest ${ms(delay.max)} ms (bar 50)`,
  )
  console.log(
    `${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}: other work on the machine adds to the delay`,
  )
}

/** Seconds this thread has computed. */
function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}
