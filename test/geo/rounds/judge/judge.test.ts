import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from '../../../../geo/rounds/judge/judge.ts'
import type { ProblemFile } from '../../../../geo/rounds/judge/problemFile.ts'
import type { Violation } from '../../../../geo/rounds/judge/violation.ts'
import { violationWords } from '../../../../geo/rounds/judge/words.ts'
import { merge } from '../../../../geo/rounds/merge/merge.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { driveS, tripOf } from '../plainTravel.ts'
import { MERGING, randomProblem } from '../randomProblem.ts'
import { goodPlan, WEEK } from './goodPlan.ts'

type Loose<T> = T extends object ? { -readonly [K in keyof T]: Loose<T[K]> } : T
type Plan = Loose<Solution>
type File = Loose<ProblemFile>

const byId = <T extends { id: string }>(all: T[], id: string): T => all.find((one) => one.id === id)!
const visit = (plan: Plan, id: string) => byId(plan.merged.visits, id)
const proof = (plan: Plan, id: string) => plan.merged.proofs.find(({ premises }) => premises === id)!

/** The rounds of goodPlan by what they do. */
const [SHOP, INN, LATE, ECO, MARKET] = [0, 1, 2, 3, 4]

/** Claims what the rounds now add up to. */
function recount({ rounds, cost, officerS }: Plan): void {
  const sum = (of: (round: Plan['rounds'][number]) => number) => rounds.reduce((total, round) => total + of(round), 0)
  cost.visits = sum(({ stops }) => stops.length)
  cost.teamHalfDays = rounds.length
  cost.officerHalfDays = sum(({ departments }) => 2 * departments.length)
  cost.travelS = sum(({ travelS }) => travelS)
  officerS.whole = sum(({ departments, leaveS, backS }) => 2 * departments.length * (backS - leaveS))
  officerS.partial = officerS.whole
}

/** The one stop of a round stays longer, and the round is back later. */
function linger(round: Plan['rounds'][number], seconds: number): void {
  round.stops[0]!.endS += seconds
  round.backS += seconds
  for (const duty of round.crew) duty.toS += seconds
}

/** Breaks one rule of a good plan, by changing the plan or what the problem asks. */
const PLANTS: Record<Violation['kind'], (plan: Plan, file: File) => void> = {
  'no-such-check': (plan) => visit(plan, 'farm#1').checks.push('ghost'),
  'no-such-visit': (plan) => {
    plan.rounds[ECO]!.stops.push({ ...plan.rounds[ECO]!.stops[0]!, visit: 'ghost' })
    recount(plan)
  },
  'check-twice': (plan) => plan.merged.visits.push({ ...visit(plan, 'shop#1'), id: 'shop#2' }),
  'visit-twice': (plan) => {
    plan.rounds.push({ ...plan.rounds[ECO]!, day: '2026-03-06' })
    recount(plan)
  },
  'check-lost': (plan) => plan.unplaced.pop(),
  'check-both': (plan) => plan.unplaced.push({ ...plan.unplaced[0]!, check: 'farm-eco' }),
  'foreign-check': (_, file) => {
    byId(file.checks, 'shop-market').premises = 'farm'
  },
  'foreign-zone': (_, file) => {
    byId(file.premises, 'inn').zone = 'z2'
  },
  'empty-round': (plan) => {
    plan.rounds.push({ ...plan.rounds[ECO]!, day: '2026-03-06', stops: [], departments: [], crew: [], travelS: 0 })
    plan.rounds.at(-1)!.backS = plan.rounds.at(-1)!.leaveS
    recount(plan)
  },
  'visit-departments': (plan) => visit(plan, 'inn#1').departments.reverse(),
  'visit-lead': (plan) => {
    visit(plan, 'inn#1').lead = 'market'
  },
  'visit-service': (plan) => {
    visit(plan, 'farm#1').serviceS += 60
    linger(plan.rounds[ECO]!, 60)
    recount(plan)
  },
  'visit-window': (plan) => {
    visit(plan, 'farm#1').due = '2026-03-09'
  },
  'working-day': (_, file) => {
    file.workingDays = file.workingDays.filter((day) => day !== '2026-03-05')
  },
  window: (plan, file) => {
    byId(file.checks, 'inn-market').due = '2026-03-02'
    visit(plan, 'inn#1').due = '2026-03-02'
  },
  closed: (_, file) => {
    byId(file.premises, 'inn').closed = [2]
  },
  'opening-hours': (_, file) => {
    byId(file.premises, 'inn').hours = [{ from: '09:30', to: '11:30' }]
  },
  'half-day-length': (_, file) => {
    file.rules.halfDays = { morning: { from: '08:30', to: '12:00' }, afternoon: { from: '14:40', to: '18:00' } }
  },
  'no-way': (_, file) => {
    const problem = Problem.parse(file)
    const places = [...file.zones.map(({ id }) => `zone:${id}`), ...file.premises.map(({ id }) => `premises:${id}`)]
    const hole = (from: string, to: string) => from === 'premises:inn' && to === 'premises:mill'
    const seconds = places.map((from) => places.map((to) => (hole(from, to) ? null : driveS(problem, from, to))))
    file.travel = { kind: 'table', places, seconds }
  },
  arrival: (plan) => {
    plan.rounds[LATE]!.stops[0]!.arriveS -= 60
  },
  'early-start': (plan) => {
    plan.rounds[LATE]!.stops[0]!.startS -= 60
    linger(plan.rounds[LATE]!, -60)
    recount(plan)
  },
  stay: (plan) => {
    linger(plan.rounds[LATE]!, 60)
    recount(plan)
  },
  travel: (plan) => {
    plan.rounds[LATE]!.travelS += 60
    recount(plan)
  },
  'round-departments': (plan) => {
    plan.rounds[MARKET]!.departments.push('eco')
    recount(plan)
  },
  'too-few-officers': (plan) => plan.rounds[ECO]!.crew.pop(),
  'no-such-officer': (plan) => {
    plan.rounds[ECO]!.crew[1]!.officer = 'ghost'
  },
  'needless-officer': (plan) =>
    plan.rounds[MARKET]!.crew.push({ ...plan.rounds[MARKET]!.crew[0]!, officer: 'e3', department: 'eco' }),
  'no-certificate': (_, file) => {
    byId(file.officers!, 'm3').certificates[0]!.from = '2026-03-05'
  },
  absent: (_, file) => {
    byId(file.officers!, 'm3').absences = [{ from: '2026-03-03', to: '2026-03-04', half: 'afternoon' }]
  },
  'two-rounds': (plan) => {
    plan.rounds[ECO]!.day = '2026-03-03'
    plan.rounds[ECO]!.crew[1]!.officer = 'e3'
  },
  'two-departments': (plan) => {
    for (const duty of plan.rounds[INN]!.crew) if (['f2', 'm2'].includes(duty.officer)) duty.officer = 'm3'
  },
  'officer-zone': (_, file) => {
    byId(file.officers!, 'm2').zones = ['z1']
  },
  recused: (plan) => {
    plan.rounds[LATE]!.crew[1]!.officer = 'f4'
  },
  duty: (plan) => {
    plan.rounds[ECO]!.crew[0]!.toS = plan.rounds[ECO]!.stops[0]!.startS
  },
  'crew-size': (_, file) => {
    file.rules.mostOfficersPerRound = 4
  },
  'rounds-per-half-day': (plan, file) => {
    const later = plan.rounds[MARKET]!.leaveS - plan.rounds[ECO]!.leaveS
    const round = plan.rounds[ECO]!
    byId(file.zones, 'z2').roundsPerHalfDay = 1
    plan.rounds[ECO] = {
      ...round,
      half: 'afternoon',
      leaveS: round.leaveS + later,
      backS: round.backS + later,
      stops: round.stops.map((stop) => ({
        visit: stop.visit,
        arriveS: stop.arriveS + later,
        startS: stop.startS + later,
        endS: stop.endS + later,
      })),
      crew: round.crew.map((duty) => ({ ...duty, fromS: duty.fromS + later, toS: duty.toS + later })),
    }
  },
  'cool-off': (_, file) => {
    byId(file.premises, 'mill').coolOffDays = 3
  },
  'frequency-cap': (_, file) => {
    byId(file.premises, 'mill').mostVisits = 1
  },
  incompatible: (_, file) => file.rules.incompatible!.push(['m3', 'm1']),
  'locked-round': (_, file) => {
    file.locked![0]!.officers![0]!.officer = 'm3'
  },
  cost: (plan) => {
    plan.cost.travelS -= 1
  },
  bound: (plan) => {
    plan.bound.teamHalfDays = plan.cost.teamHalfDays + 1
  },
  'no-proof': (plan) => {
    plan.merged.proofs = plan.merged.proofs.filter(({ premises }) => premises !== 'farm')
  },
  'unlike-proof': (plan) => {
    proof(plan, 'farm').visits = 1
  },
  proof: (plan) => {
    plan.merged.proofs[0] = { premises: 'mill', visits: 2, kind: 'apart', checks: ['mill-fire', 'mill-eco'] }
  },
  'not-fewest': (plan, file) => {
    file.rules.incompatible = []
    plan.merged.proofs = plan.merged.proofs.map((one) =>
      one.premises === 'farm' ? { premises: 'farm', visits: 2, kind: 'exhausted' } : one,
    )
  },
  'not-spared': (plan) => {
    plan.merged.proofs = plan.merged.proofs.map((one) =>
      one.premises === 'farm' ? { premises: 'farm', visits: 2, kind: 'kept', fewest: 1 } : one,
    )
  },
  'could-be-served': (_, file) => {
    byId(file.premises, 'far').at = [117.72, 26.46]
  },
}

describe('the checker', () => {
  it('finds nothing in a good plan', () => {
    expect(judge(WEEK, goodPlan())).toEqual([])
  })

  it.each(Object.keys(PLANTS) as Violation['kind'][])('finds a planted %s, and nothing else', (kind) => {
    const plan = structuredClone(goodPlan()) as Plan
    const file = structuredClone(WEEK) as File
    PLANTS[kind](plan, file)
    const found = judge(file, plan)
    expect(found.map((one) => one.kind)).toEqual([kind])
    const { zh, en } = violationWords(found[0]!)
    for (const words of [zh, en]) expect(words).not.toMatch(/undefined|NaN|null/)
  })

  it('finds a locked round that is missing, and one that was moved', () => {
    const plan = structuredClone(goodPlan()) as Plan
    plan.rounds[SHOP]!.day = '2026-03-03'
    expect(judge(WEEK, plan)).toContainEqual({ kind: 'locked-round', locked: 0 })
    plan.rounds.shift()
    expect(judge(WEEK, plan)).toContainEqual({ kind: 'locked-round', locked: 0 })
  })

  it('accepts what merging proves, on random premises where all limits meet', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const file = randomProblem(seed, MERGING)
        const problem = Problem.parse(file)
        const merged = merge(problem, tripOf(problem))
        const nothing: Solution = { ...goodPlan(), merged, rounds: [], unplaced: [] }
        const ofMerging = judge(file, nothing).filter(({ kind }) => !OF_ROUNDS.includes(kind))
        expect(ofMerging).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

/** What a plan without rounds breaks however its checks are merged. */
const OF_ROUNDS: readonly Violation['kind'][] = ['check-lost', 'locked-round', 'cost', 'bound']
