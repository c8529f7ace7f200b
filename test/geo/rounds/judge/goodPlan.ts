import type { ProblemFile } from '../../../../geo/rounds/judge/problemFile.ts'
import { merge } from '../../../../geo/rounds/merge/merge.ts'
import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { driveS, tripOf } from '../plainTravel.ts'

const check = (id: string, premises: string, department: string, release: string, due: string, matter = 'm1') => ({
  id,
  premises,
  matter,
  department,
  release,
  due,
  serviceS: 1200,
})
const officer = (id: string, department: string, more: object = {}) => ({
  id,
  name: id,
  certificates: [{ department }],
  ...more,
})

/** A week of a district small enough to plan by hand: two zones, three departments, five premises, a locked round. */
export const WEEK: ProblemFile = {
  workingDays: ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'],
  departments: [
    { code: 'fire', name: '消防' },
    { code: 'market', name: '市监' },
    { code: 'eco', name: '生态' },
  ],
  zones: [
    { id: 'z1', name: '第一片区', seat: [117.79, 26.4], roundsPerHalfDay: 1 },
    { id: 'z2', name: '第二片区', seat: [117.7, 26.45] },
  ],
  premises: [
    { id: 'mill', name: '木业', at: [117.8, 26.41], zone: 'z1', coolOffDays: 2, mostVisits: 2 },
    { id: 'inn', name: '旅馆', at: [117.81, 26.4], zone: 'z1', hours: [{ from: '09:00', to: '11:30' }], closed: [3] },
    { id: 'shop', name: '商店', at: [117.78, 26.39], zone: 'z1' },
    { id: 'farm', name: '养殖', at: [117.71, 26.46], zone: 'z2' },
    { id: 'far', name: '远矿', at: [119.7, 26.46], zone: 'z2' },
  ],
  checks: [
    check('mill-fire', 'mill', 'fire', '2026-03-02', '2026-03-03'),
    check('mill-eco', 'mill', 'eco', '2026-03-02', '2026-03-05', 'm2'),
    check('mill-late', 'mill', 'fire', '2026-03-05', '2026-03-06', 'm2'),
    check('inn-fire', 'inn', 'fire', '2026-03-02', '2026-03-06'),
    check('inn-market', 'inn', 'market', '2026-03-02', '2026-03-06', 'm3'),
    check('shop-market', 'shop', 'market', '2026-03-02', '2026-03-06'),
    check('farm-eco', 'farm', 'eco', '2026-03-02', '2026-03-06', 'm4'),
    check('farm-market', 'farm', 'market', '2026-03-02', '2026-03-06', 'm5'),
    check('far-eco', 'far', 'eco', '2026-03-02', '2026-03-06'),
  ],
  officers: [
    officer('f1', 'fire'),
    officer('f2', 'fire'),
    officer('f3', 'fire', { absences: [{ from: '2026-03-05', to: '2026-03-05' }] }),
    officer('f4', 'fire', { recused: ['mill'] }),
    officer('m1', 'market', { zones: ['z1'] }),
    officer('m2', 'market'),
    officer('m3', 'market', { certificates: [{ department: 'market' }, { department: 'fire', until: '2026-03-04' }] }),
    officer('m4', 'market'),
    officer('e1', 'eco'),
    officer('e2', 'eco'),
    officer('e3', 'eco'),
  ],
  rules: { mostOfficersPerRound: 6, incompatible: [['m4', 'm5']] },
  travel: { kind: 'straight', stopS: 60 },
  locked: [
    {
      zone: 'z1',
      day: '2026-03-02',
      half: 'afternoon',
      visits: [{ premises: 'shop', checks: ['shop-market'] }],
      officers: [{ department: 'market', officer: 'm1' }],
    },
  ],
}

type Crew = readonly (readonly [officer: string, department: string])[]

/** A plan for WEEK, made by hand, that keeps every rule. */
export function goodPlan(): Solution {
  const problem = Problem.parse(WEEK)
  const merged = merge(problem, tripOf(problem))
  const visitOf = (check: string) => merged.visits.find(({ checks }) => checks.includes(check))!

  const round = (zone: string, day: string, half: Round['half'], checks: readonly string[], crew: Crew): Round => {
    const leaveS = half === 'morning' ? 9 * 3600 : 14.5 * 3600
    let [time, here, travelS] = [leaveS, `zone:${zone}`, 0]
    const go = (to: string) => {
      const leg = driveS(problem, here, to)!
      here = to
      travelS += leg
      return leg
    }
    const stops = checks.map((one) => {
      const { id, premises, serviceS } = visitOf(one)
      const arriveS = time + go(`premises:${premises}`)
      time = arriveS + serviceS
      return { visit: id, arriveS, startS: arriveS, endS: time }
    })
    const backS = time + go(`zone:${zone}`)
    const needed = checks.flatMap((one) => visitOf(one).departments)
    const departments = problem.departments.map(({ code }) => code).filter((code) => needed.includes(code))
    const duties = crew.map(([name, department]) => ({ officer: name, department, fromS: leaveS, toS: backS }))
    const locked = checks.some((one) => visitOf(one).locked)
    return { zone, day, half, leaveS, stops, backS, travelS, departments, crew: duties, locked }
  }

  const fire: Crew = [
    ['f1', 'fire'],
    ['f2', 'fire'],
  ]
  const rounds = [
    round(
      'z1',
      '2026-03-02',
      'afternoon',
      ['shop-market'],
      [
        ['m1', 'market'],
        ['m2', 'market'],
      ],
    ),
    round(
      'z1',
      '2026-03-03',
      'morning',
      ['inn-fire', 'mill-fire'],
      [...fire, ['m1', 'market'], ['m2', 'market'], ['e1', 'eco'], ['e2', 'eco']],
    ),
    round('z1', '2026-03-05', 'morning', ['mill-late'], fire),
    round(
      'z2',
      '2026-03-04',
      'morning',
      ['farm-eco'],
      [
        ['e1', 'eco'],
        ['e2', 'eco'],
      ],
    ),
    round(
      'z2',
      '2026-03-04',
      'afternoon',
      ['farm-market'],
      [
        ['m2', 'market'],
        ['m3', 'market'],
      ],
    ),
  ]
  const sum = (of: (one: Round) => number) => rounds.reduce((total, one) => total + of(one), 0)
  const whole = sum((one) => one.departments.length * 2 * (one.backS - one.leaveS))
  return {
    seed: 1,
    merged,
    rounds,
    unplaced: merged.unmerged.map((one) => ({ ...one, visit: null })),
    cost: {
      unplaced: 1,
      visits: sum(({ stops }) => stops.length),
      teamHalfDays: rounds.length,
      officerHalfDays: sum(({ departments }) => departments.length * 2),
      travelS: sum(({ travelS }) => travelS),
    },
    bound: { teamHalfDays: 1, officerHalfDays: 2 },
    officerS: { whole, partial: whole },
    steps: 0,
  }
}
