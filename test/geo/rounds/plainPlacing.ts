import type { Visit } from '../../../geo/rounds/merge/visit.ts'
import type { Constraint } from '../../../geo/rounds/plan/constraint.ts'
import type { Round } from '../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../geo/rounds/plan/solution.ts'
import { dayNumber } from '../../../geo/rounds/problem/day.ts'
import { clockS, HALVES, type HalfDay } from '../../../geo/rounds/problem/halfDay.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'
import { hasCrew, type Need } from './plainCrew.ts'
import { driveS } from './plainTravel.ts'

/** Which constraints hold; of officers, for which department. */
export type Holds = (kind: Constraint['kind'], department?: string) => boolean

/** A plan in which the rounds of `zones` that are not locked may get other officers; all others go as they are. */
export interface Plan {
  problem: Problem
  solution: Solution
  zones: readonly string[]
}

/** Whether a visit that is out could join a round or have one of its own if only these constraints held: all is tried. */
export function couldGo({ problem, solution, zones }: Plan, visit: Visit, holds: Holds): boolean {
  const { rules } = problem
  const visits = new Map(solution.merged.visits.map((one) => [one.id, one]))
  const premisesOf = ({ premises }: Visit) => problem.premises.find(({ id }) => id === premises)!
  const stopsOf = ({ stops }: Round) => stops.map((stop) => visits.get(stop.visit)!)
  const { zone: zoneId, closed, coolOffDays } = premisesOf(visit)
  const zone = problem.zones.find(({ id }) => id === zoneId)!
  const demanded = visit.departments.filter((code) => holds('officers', code))
  const days = problem.workingDays.filter((day) => suits(day))
  return days.some((day) => HALVES.some((half) => fits({ day, half })))

  function suits(day: string): boolean {
    const isNear = (round: Round) =>
      Math.abs(dayNumber(round.day) - dayNumber(day)) < coolOffDays &&
      stopsOf(round).some(({ premises }) => premises === visit.premises)
    return (
      !(holds('window') && (day < visit.release || day > visit.due)) &&
      !(holds('opening-hours') && closed.includes(new Date(`${day}T00:00:00Z`).getUTCDay())) &&
      !(holds('cool-off') && solution.rounds.some(isNear))
    )
  }

  function fits(when: HalfDay): boolean {
    const here = solution.rounds.filter(({ day, half }) => day === when.day && half === when.half)
    const own = here.filter((round) => round.zone === zoneId)
    const joins = own.some((round) => {
      const stops = stopsOf(round)
      const ways = Array.from({ length: stops.length + 1 }, (_, at) => stops.toSpliced(at, 0, visit))
      const departments = new Set([...round.departments, ...visit.departments])
      return (
        !round.locked && isCrew(departments.size) && ways.some((way) => drives(way, when)) && crewed(when, here, round)
      )
    })
    const hasTeam = !holds('rounds-per-half-day') || own.length < (zone.roundsPerHalfDay ?? Infinity)
    return joins || (hasTeam && isCrew(visit.departments.length) && drives([visit], when) && crewed(when, here, null))
  }

  function isCrew(departments: number): boolean {
    const most = rules.mostOfficersPerRound ?? Infinity
    return !holds('crew-size') || departments * rules.officersPerDepartment <= most
  }

  function crewed(when: HalfDay, here: readonly Round[], joined: Round | null): boolean {
    if (demanded.length === 0) return true
    const needs = here.map((round): Need => {
      const premises = stopsOf(round).map((one) => one.premises)
      const named = round.locked || !zones.includes(round.zone) ? round.crew : []
      if (round !== joined) return { zone: round.zone, premises, departments: round.departments, named }
      const departments = [...new Set([...round.departments, ...demanded])]
      return { zone: zoneId, premises: [...premises, visit.premises], departments }
    })
    if (joined === null) needs.push({ zone: zoneId, premises: [visit.premises], departments: demanded })
    return hasCrew(problem, when, needs)
  }

  /** Whether these visits can be driven in this order within the half-day. */
  function drives(way: readonly Visit[], { half }: HalfDay): boolean {
    const { from, to } = rules.halfDays[half]
    let place = `zone:${zoneId}`
    let clock: number | null = clockS(from)
    for (const one of way) {
      const next = `premises:${one.premises}`
      const leg = legS(place, next)
      if (leg === null) return false
      clock = endOf(one, clock + leg)
      if (clock === null) return false
      place = next
    }
    const home = legS(place, `zone:${zoneId}`)
    return home !== null && (!holds('half-day-length') || clock + home <= clockS(to))
  }

  function legS(from: string, to: string): number | null {
    if (from === to) return problem.travel.kind === 'straight' ? problem.travel.stopS : 0
    const isOwn = from === `premises:${visit.premises}` || to === `premises:${visit.premises}`
    return driveS(problem, from, to) ?? (isOwn && !holds('unreachable') ? 0 : null)
  }

  /** When a visit that arrives then is over; null: not in the opening hours. */
  function endOf(one: Visit, arrive: number): number | null {
    const { hours } = premisesOf(one)
    if (hours.length === 0 || (one === visit && !holds('opening-hours'))) return arrive + one.serviceS
    const ends = hours.flatMap(({ from, to }) => {
      const end = Math.max(arrive, clockS(from)) + one.serviceS
      return end <= clockS(to) ? [end] : []
    })
    return ends.length === 0 ? null : Math.min(...ends)
  }
}
