import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { halfDaysInSeconds } from './begins.ts'
import { type Bound, boundBy } from './bound.ts'
import { premisesSpot, seatSpot } from './legsOf.ts'
import { shortestLegs } from './shortestLegs.ts'
import { stopSeconds, waysOf } from './ways.ts'

const NOTHING: Bound = { rounds: 0, crews: 0 }

/**
 * The bound of all visits that these rounds serve, zone by zone; locked rounds count as they are. `proven`: what others
 * cannot fall below, to be added.
 */
export function boundOfRounds(
  problem: Problem,
  visits: readonly Visit[],
  rounds: readonly Round[],
  proven = NOTHING,
): Solution['bound'] {
  const byId = premisesById(problem)
  const open = visits.filter(({ locked }) => !locked)
  const premises = open.map((visit) => byId.get(visit.premises)!)
  const seats = new Map(problem.zones.map((zone, k) => [zone.id, { k, spot: seatSpot(zone) }]))
  const bitOf = new Map(problem.departments.map(({ code }, bit) => [code, 1 << bit]))
  const stopS = stopSeconds(problem.travel)
  const ways = waysOf(problem.travel)
  const { opens, closes } = halfDaysInSeconds(problem.rules.halfDays)
  const least = boundBy(
    {
      zone: premises.map(({ zone }) => seats.get(zone)!.k),
      need: open.map(({ departments }) => departments.reduce((all, code) => all | bitOf.get(code)!, 0)),
      stay: open.map(({ serviceS }) => serviceS + stopS),
      shortest: shortestLegs(problem, premises),
      home: premises.map((one) => ways(premisesSpot(one), seats.get(one.zone)!.spot) ?? Infinity),
      halfDayS: Math.max(closes[0] - opens[0], closes[1] - opens[1]),
    },
    placed(open, rounds),
  )
  const locked = rounds.filter((round) => round.locked)
  const lockedCrews = locked.reduce((sum, { departments }) => sum + departments.length, 0)
  return {
    teamHalfDays: locked.length + least.rounds + proven.rounds,
    officerHalfDays: (lockedCrews + least.crews + proven.crews) * problem.rules.officersPerDepartment,
  }
}

function placed(open: readonly Visit[], rounds: readonly Round[]): number[] {
  const served = new Set(rounds.flatMap(({ stops }) => stops.map(({ visit }) => visit)))
  return open.flatMap(({ id }, stop) => (served.has(id) ? [stop] : []))
}
