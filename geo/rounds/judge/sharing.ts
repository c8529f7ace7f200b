import { dayCount, seconds, weekdayOf } from './calendar.ts'
import { departmentsIn, type Facts } from './facts.ts'
import type { FileCheck, FileOfficer, FilePremises } from './problemFile.ts'
import { serviceOf } from './rules/visitsAsRuled.ts'

/** Half-days of the plan as the bits of one number: bit 2·d + 1 is the afternoon of working day d. */
type HalfDays = bigint

/** Working days, as days since 1970-01-01, on which these checks of a premises can be done in one visit. */
export type Sharing = (premises: FilePremises, checks: readonly FileCheck[]) => number[]

const HALVES = ['morning', 'afternoon'] as const

/** Answers for any checks of one premises when one visit could do them all, officers free and no other visit in the way. */
export function sharingOf(facts: Facts): Sharing {
  const { file } = facts
  const days = file.workingDays.map(dayCount)
  const suiting = remembered((check: FileCheck) => suits(facts, check))
  const crews = crewsOf(facts)
  return (premises, checks) => {
    const departments = departmentsIn(facts, checks)
    const isTooLarge = departments.length * facts.officersPerDepartment > facts.mostOfficersPerRound
    if (isTooLarge || clashes(facts, checks)) return []
    const common = checks.reduce((bits, check) => bits & suiting(check), lasting(facts, premises, checks))
    const bits = common === 0n ? 0n : common & crews(premises, departments)
    return days.filter((_, d) => ((bits >> BigInt(2 * d)) & 3n) !== 0n)
  }
}

function halfDaysWhere({ file }: Facts, test: (day: string, half: (typeof HALVES)[number]) => boolean): HalfDays {
  const digits = file.workingDays.flatMap((day) => HALVES.map((half) => (test(day, half) ? '1' : '0')))
  return digits.length === 0 ? 0n : BigInt(`0b${digits.reverse().join('')}`)
}

/** Inside the window, not closed, not within the cool-off of a locked visit. */
function suits(facts: Facts, { premises, release, due }: FileCheck): HalfDays {
  const { closed = [], coolOffDays = 0 } = facts.premises.get(premises)!
  const told = (facts.file.locked ?? []).filter(({ visits }) => visits.some((visit) => visit.premises === premises))
  const isNear = (day: string) => told.some((round) => Math.abs(dayCount(round.day) - dayCount(day)) < coolOffDays)
  return halfDaysWhere(facts, (day) => release <= day && day <= due && !closed.includes(weekdayOf(day)) && !isNear(day))
}

/** Long enough for the visit, with the way from the seat and back. */
function lasting(facts: Facts, { id, zone, hours = [] }: FilePremises, checks: readonly FileCheck[]): HalfDays {
  const there = facts.drive(`zone:${zone}`, `premises:${id}`)
  const back = facts.drive(`premises:${id}`, `zone:${zone}`)
  if (there === null || back === null) return 0n
  const visitS = Math.round(serviceOf(facts, checks))
  const lasts = (half: string) => {
    const { from, to } = facts.halfDays[half]!
    const arrive = seconds(from) + there
    const opening = hours.length === 0 ? [{ from: '00:00', to: '24:00' }] : hours
    return opening.some((open) => {
      const end = Math.max(arrive, seconds(open.from)) + visitS
      return end <= seconds(open.to) && end + back <= seconds(to)
    })
  }
  const halves = HALVES.filter(lasts)
  return halves.length === 0 ? 0n : halfDaysWhere(facts, (_, half) => halves.includes(half))
}

const clashes = ({ file }: Facts, checks: readonly FileCheck[]): boolean =>
  checks.some((a, i) =>
    checks.some((b, j) =>
      (file.rules.incompatible ?? []).some(([one, other]) => i !== j && a.matter === one && b.matter === other),
    ),
  )

/** Half-days in which a crew exists: for every set of its departments enough people can serve one of them (Hall 1935). */
function crewsOf(facts: Facts) {
  const { officers } = facts.file
  const recusedFrom = new Set((officers ?? []).flatMap(({ recused = [] }) => recused))
  const enough = new Map<string, HalfDays>()
  const enoughFor = ({ id, zone }: FilePremises, departments: readonly string[]): HalfDays => {
    const key = JSON.stringify([departments, recusedFrom.has(id) ? id : null, zone])
    const known = enough.get(key)
    if (known !== undefined) return known
    const needed = departments.length * facts.officersPerDepartment
    const able = officers!.filter(
      ({ zones, recused = [] }) => (zones ?? [zone]).includes(zone) && !recused.includes(id),
    )
    const bits = halfDaysWhere(
      facts,
      (day, half) => able.filter((officer) => serves(officer, departments, day, half)).length >= needed,
    )
    enough.set(key, bits)
    return bits
  }
  return (premises: FilePremises, departments: readonly string[]): HalfDays => {
    let bits = halfDaysWhere(facts, () => true)
    for (let set = 1; officers !== null && set < 2 ** departments.length; set++) {
      bits &= enoughFor(
        premises,
        departments.filter((_, d) => (set >>> d) & 1),
      )
    }
    return bits
  }
}

const serves = (
  { certificates, absences = [] }: FileOfficer,
  departments: readonly string[],
  day: string,
  half: string,
) =>
  certificates.some(
    ({ department, from, until }) => departments.includes(department) && (from ?? day) <= day && day <= (until ?? day),
  ) && !absences.some(({ from, to, half: away }) => from <= day && day <= to && (away ?? half) === half)

function remembered<K extends object, V>(ask: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, ask(key))
    return known.get(key)!
  }
}
