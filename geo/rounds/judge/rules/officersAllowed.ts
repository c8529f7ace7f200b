import type { Duty, Round } from '../../plan/round.ts'
import { checksOf, type Facts } from '../facts.ts'
import type { FileOfficer } from '../problemFile.ts'
import type { Violation } from '../violation.ts'

/** Everyone in a crew may be there: certified that day, present, of the zone, not recused, for one department, in one round. */
export const officersAllowed = (facts: Facts): Violation[] => [
  ...facts.solution.rounds.flatMap((planned, round) =>
    planned.crew.flatMap((duty) => wrongOf(facts, planned, round, duty)),
  ),
  ...doublyBooked(facts),
]

function wrongOf(facts: Facts, planned: Round, round: number, duty: Duty): Violation[] {
  const { officer, department } = duty
  const { day, half, zone, crew } = planned
  const person = facts.officer.get(officer)
  if (person === undefined) return [{ kind: 'no-such-officer', round, officer }]
  const found: Violation[] = []
  if (!isCertified(person, department, day)) found.push({ kind: 'no-certificate', round, officer, department, day })
  if (isAbsent(person, day, half)) found.push({ kind: 'absent', round, officer, day, half })
  if (person.zones != null && !person.zones.includes(zone)) found.push({ kind: 'officer-zone', round, officer, zone })
  const recused = planned.stops
    .map(({ visit }) => facts.visit.get(visit)?.premises)
    .find((id) => person.recused?.includes(id!))
  if (recused !== undefined) found.push({ kind: 'recused', round, officer, premises: recused })
  const isSecond = crew.indexOf(duty) > crew.findIndex((other) => other.officer === officer)
  if (isSecond) found.push({ kind: 'two-departments', round, officer })
  if (!isThere(facts, planned, duty)) found.push({ kind: 'duty', round, officer, department })
  return found
}

const isCertified = ({ certificates }: FileOfficer, department: string, day: string): boolean =>
  certificates.some((one) => one.department === department && (one.from ?? day) <= day && day <= (one.until ?? day))

const isAbsent = ({ absences = [] }: FileOfficer, day: string, half: string): boolean =>
  absences.some(({ from, to, half: away }) => from <= day && day <= to && (away ?? half) === half)

/** From the first to the last stop that needs the department, within the round. */
function isThere(facts: Facts, { stops, leaveS, backS }: Round, { department, fromS, toS }: Duty): boolean {
  const needing = stops.filter(({ visit: id }) => {
    const visit = facts.visit.get(id)
    return visit !== undefined && checksOf(facts, visit).some((check) => check.department === department)
  })
  return leaveS <= fromS && toS <= backS && needing.every(({ startS, endS }) => fromS <= startS && endS <= toS)
}

function doublyBooked({ solution }: Facts): Violation[] {
  const found: Violation[] = []
  const busy = new Set<string>()
  for (const { day, half, crew } of solution.rounds) {
    const people = new Set(crew.map(({ officer }) => officer))
    for (const officer of people) {
      const key = JSON.stringify([officer, day, half])
      if (busy.has(key)) found.push({ kind: 'two-rounds', officer, day, half })
      busy.add(key)
    }
  }
  return found
}
