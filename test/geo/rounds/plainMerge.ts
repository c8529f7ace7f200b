import { dayNumber } from '../../../geo/rounds/problem/day.ts'
import { clockS } from '../../../geo/rounds/problem/halfDay.ts'
import type { PlannedCheck } from '../../../geo/rounds/problem/plannedCheck.ts'
import type { Premises } from '../../../geo/rounds/problem/premises.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'
import { hasCrew } from './plainCrew.ts'
import { driveS } from './plainTravel.ts'

/** What merging one premises comes to, the best there is. */
export interface Plain {
  left: number
  visits: number
  attendances: number
}

/** Every way to put the checks of a premises into visits, or leave them, and every choice of days for these: the best. */
export function fewestPlainly(problem: Problem, premises: Premises): Plain {
  let best: Plain = { left: Infinity, visits: 0, attendances: 0 }
  for (const { left, visits } of waysPlainly(problem, premises)) {
    const attendances = visits.reduce((sum, visit) => sum + new Set(visit.map(({ department }) => department)).size, 0)
    const here = { left, visits: visits.length, attendances }
    if (isBetter(here, best)) best = here
  }
  return best
}

/** Every way in which the checks of a premises can be in visits, or left. */
export function waysPlainly(problem: Problem, premises: Premises): { left: number; visits: PlannedCheck[][] }[] {
  const locked = problem.locked.flatMap(({ day, visits }) =>
    visits.filter((visit) => visit.premises === premises.id).map(({ checks }) => ({ day, checks })),
  )
  const taken = locked.flatMap(({ checks }) => checks)
  const checks = problem.checks.filter((check) => check.premises === premises.id && !taken.includes(check.id))
  const lockedDays = locked.map(({ day }) => day)
  const ways: { left: number; visits: PlannedCheck[][] }[] = []
  const visits: PlannedCheck[][] = []
  const place = (at: number, left: number): void => {
    if (at === checks.length) {
      const way = visits.map((visit) => [...visit])
      if (canTakePlace(problem, premises, way, lockedDays)) ways.push({ left, visits: way })
      return
    }
    for (let k = 0; k < visits.length; k++) {
      visits[k]!.push(checks[at]!)
      place(at + 1, left)
      visits[k]!.pop()
    }
    visits.push([checks[at]!])
    place(at + 1, left)
    visits.pop()
    place(at + 1, left + 1)
  }
  place(0, 0)
  return ways
}

const isBetter = (a: Plain, b: Plain) => (a.left - b.left || a.visits - b.visits || a.attendances - b.attendances) < 0

function canTakePlace(
  problem: Problem,
  premises: Premises,
  visits: PlannedCheck[][],
  lockedDays: readonly string[],
): boolean {
  const all = visits.length + lockedDays.length
  if (visits.length > 0 && premises.mostVisits !== null && all > premises.mostVisits) return false
  const days = visits.map((visit) => daysOf(problem, premises, visit))
  const choose = (k: number, chosen: readonly string[]): boolean =>
    k === days.length ||
    days[k]!.some(
      (day) =>
        chosen.every((other) => Math.abs(dayNumber(day) - dayNumber(other)) >= premises.coolOffDays) &&
        choose(k + 1, [...chosen, day]),
    )
  return choose(0, lockedDays)
}

/** Days on which all of these can be checked in one visit. */
function daysOf(problem: Problem, premises: Premises, visit: readonly PlannedCheck[]): string[] {
  const { rules, workingDays } = problem
  const departments = [...new Set(visit.map(({ department }) => department))]
  const matters = visit.map(({ matter }) => matter)
  const clash = rules.incompatible.some(
    ([a, b]) =>
      (a !== b && matters.includes(a) && matters.includes(b)) || (a === b && matters.filter((m) => m === a).length > 1),
  )
  const crew = departments.length * rules.officersPerDepartment
  if (clash || (rules.mostOfficersPerRound !== null && crew > rules.mostOfficersPerRound)) return []
  return workingDays.filter(
    (day) =>
      !premises.closed.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) &&
      visit.every(({ release, due }) => release <= day && day <= due) &&
      (['morning', 'afternoon'] as const).some(
        (half) =>
          fits(problem, premises, visit, half) &&
          hasCrew(problem, { day, half }, [{ zone: premises.zone, premises: [premises.id], departments }]),
      ),
  )
}

function fits(
  problem: Problem,
  premises: Premises,
  visit: readonly PlannedCheck[],
  half: 'morning' | 'afternoon',
): boolean {
  const { service, halfDays } = problem.rules
  const there = driveS(problem, `zone:${premises.zone}`, `premises:${premises.id}`)
  const back = driveS(problem, `premises:${premises.id}`, `zone:${premises.zone}`)
  if (there === null || back === null) return false
  const seconds = visit.map(({ serviceS }) => serviceS).sort((a, b) => b - a)
  const visitS = Math.round(service.baseS + seconds[0]! + service.share * seconds.slice(1).reduce((a, b) => a + b, 0))
  const arrive = clockS(halfDays[half].from) + there
  const opening = premises.hours.length === 0 ? [{ from: '00:00', to: '24:00' }] : premises.hours
  return opening.some(({ from, to }) => {
    const end = Math.max(arrive, clockS(from)) + visitS
    return end <= clockS(to) && end + back <= clockS(halfDays[half].to)
  })
}
