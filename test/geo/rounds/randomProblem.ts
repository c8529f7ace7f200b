import type { z } from 'zod'
import { Random } from '../../../geo/random.ts'
import { dayNumber, dayOf } from '../../../geo/rounds/problem/day.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'

/** A problem as its file has it: what is left out takes its default. */
export type ProblemFile = z.input<typeof Problem>

/** How large a random problem may be: each figure is drawn from 1 (checks, premises: `from`) to the one given. */
export interface Size {
  premises: readonly [from: number, to: number]
  /** Planned checks a premises. */
  checks: number
  departments: readonly [from: number, to: number]
  zones: number
  days: readonly [from: number, to: number]
  officersPerDepartment: readonly [from: number, to: number]
  locked: number
}

/** 4 to 9 visits that an exhaustive search can plan. */
export const TINY: Size = {
  premises: [4, 6],
  checks: 3,
  departments: [2, 3],
  zones: 2,
  days: [1, 3],
  officersPerDepartment: [2, 4],
  locked: 1,
}

/** A few checks of a few premises among which all limits meet: for merging. */
export const MERGING: Size = { ...TINY, premises: [1, 3], checks: 5, days: [3, 8], officersPerDepartment: [1, 4] }

export const LARGER: Size = {
  premises: [20, 80],
  checks: 4,
  departments: [3, 6],
  zones: 3,
  days: [10, 30],
  officersPerDepartment: [3, 8],
  locked: 2,
}

/** A problem of the size in the product's own JSON form; the same seed, the same problem. Every row of it is lawful. */
export function randomProblem(seed: number, size: Size): ProblemFile {
  const random = new Random(seed)
  const within = ([from, to]: readonly [number, number]) => from + random.below(to - from + 1)
  const chance = (share: number) => random.next() < share
  const pick = <T>(all: readonly T[]): T => all[random.below(all.length)]!
  const list = <T>(count: number, make: (k: number) => T): T[] => Array.from({ length: count }, (_, k) => make(k))

  const workingDays = workdays(within(size.days))
  const departments = list(within(size.departments), (k) => ({ code: `d${k}`, name: `部门${k}` }))
  const place = (): [number, number] => [117.79 + (random.next() - 0.5) * 0.12, 26.4 + (random.next() - 0.5) * 0.12]
  const zones = list(1 + random.below(size.zones), (k) => ({
    id: `z${k}`,
    name: `片区${k}`,
    seat: place(),
    roundsPerHalfDay: chance(0.5) ? 1 + random.below(3) : null,
  }))
  const premises = list(within(size.premises), (k) => ({
    id: `p${k}`,
    name: `企业${k}`,
    at: chance(0.04) ? ([118.9, 26.4] as [number, number]) : place(),
    zone: pick(zones).id,
    ...(chance(0.25) && { hours: [pick(OPENINGS)] }),
    ...(chance(0.2) && { closed: [1 + random.below(5)] }),
    ...(chance(0.25) && { mostVisits: 1 + random.below(3) }),
    ...(chance(0.25) && { coolOffDays: random.below(Math.ceil(workingDays.length * 0.8) + 1) }),
  }))
  let row = 0
  const checks = premises.flatMap(({ id }) =>
    list(1 + random.below(size.checks), () => {
      const from = random.below(workingDays.length)
      const to = chance(0.5) ? workingDays.length - 1 : from + random.below(workingDays.length - from)
      return {
        id: `c${row++}`,
        premises: id,
        matter: `m${random.below(6)}`,
        department: pick(departments).code,
        release: workingDays[from]!,
        due: workingDays[to]!,
        serviceS: 60 * (5 + random.below(40)),
      }
    }),
  )
  const officers = departments.flatMap(({ code }) =>
    list(within(size.officersPerDepartment), (k) => ({
      id: `${code}-${k}`,
      name: `${code}-${k}`,
      certificates: [
        {
          department: code,
          ...(chance(0.1) && { from: pick(workingDays) }),
          ...(chance(0.1) && { until: pick(workingDays) }),
        },
        ...(chance(0.15) ? [{ department: pick(departments).code }] : []),
      ],
      ...(chance(0.2) && {
        absences: [
          { from: pick(workingDays), to: workingDays.at(-1)!, half: pick([null, 'morning', 'afternoon'] as const) },
        ].filter(({ from, to }) => from <= to),
      }),
      ...(chance(0.15) && { zones: [pick(zones).id] }),
      ...(chance(0.1) && { recused: [pick(premises).id] }),
    })),
  )
  const problem: ProblemFile = {
    workingDays,
    departments,
    zones,
    premises,
    checks,
    officers: chance(0.1) ? null : officers,
    rules: {
      officersPerDepartment: chance(0.8) ? 2 : 1,
      ...(chance(0.3) && { mostOfficersPerRound: 4 }),
      ...(chance(0.3) && { incompatible: [['m0', 'm1'] as [string, string]] }),
      ...(chance(0.3) && { service: { baseS: 600, share: pick([0, 0.25, 1]) } }),
    },
    travel: chance(0.75) ? { kind: 'straight', stopS: pick([0, 120]) } : table(zones, premises, random),
  }
  return { ...problem, locked: lockedRounds(problem, size.locked, random) }
}

const OPENINGS = [
  { from: '09:00', to: '11:00' },
  { from: '10:00', to: '16:00' },
  { from: '15:00', to: '17:00' },
  { from: '16:30', to: '22:00' },
]

/** Monday to Friday from 2026-03-02 on. */
function workdays(count: number): string[] {
  const first = dayNumber('2026-03-02')
  return Array.from({ length: count }, (_, k) => dayOf(first + 7 * Math.floor(k / 5) + (k % 5)))
}

/** Not symmetric, now and then with no way. */
function table(zones: readonly { id: string }[], premises: readonly { id: string }[], random: Random) {
  const places = [...zones.map(({ id }) => `zone:${id}`), ...premises.map(({ id }) => `premises:${id}`)]
  const seconds = places.map((_, a) =>
    places.map((_, b) => (a === b ? 0 : random.next() < 0.03 ? null : 240 + random.below(1500))),
  )
  return { kind: 'table' as const, places, seconds }
}

/** Rounds of one visit of one check whose officers exist, at premises that are open all day; each half-day once. */
function lockedRounds(
  { premises, checks, officers, workingDays, rules, travel }: ProblemFile,
  most: number,
  random: Random,
) {
  const days = new Set<string>()
  return checks.flatMap(({ id, premises: where, department, release, due }) => {
    const { hours, closed, coolOffDays, at, zone } = premises.find((one) => one.id === where)!
    const day = workingDays.find((day) => release <= day && day <= due && !days.has(day))
    const isPlain = hours === undefined && closed === undefined && coolOffDays === undefined && at[0] < 118.5
    if (days.size >= most || random.next() < 0.8 || day === undefined || !isPlain || travel.kind === 'table') return []
    const able = (officers ?? []).filter(
      (officer) =>
        officer.certificates[0]!.department === department &&
        Object.keys(officer.certificates[0]!).length === 1 &&
        officer.absences === undefined &&
        officer.zones === undefined &&
        officer.recused === undefined,
    )
    if (officers !== null && able.length < (rules.officersPerDepartment ?? 2)) return []
    days.add(day)
    const named = random.next() < 0.5 ? able.slice(0, 1).map(({ id }) => ({ department, officer: id })) : []
    return [{ zone, day, half: 'morning' as const, visits: [{ premises: where, checks: [id] }], officers: named }]
  })
}
