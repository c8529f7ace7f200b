import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { Place } from '../problem/place.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { halfDaysInSeconds } from './begins.ts'
import { boundBy } from './bound.ts'
import { premisesSpot, seatSpot } from './legsOf.ts'
import { stopSeconds, waysOf } from './ways.ts'

/**
 * The bound of all visits that these rounds serve; locked rounds count as they are. What `boundOf` says zone by zone,
 * without the legs between all premises of a zone: on straight lines the nearest place is found by chords of the globe.
 */
export function boundOfRounds(problem: Problem, visits: readonly Visit[], rounds: readonly Round[]): Solution['bound'] {
  const premisesById = new Map(problem.premises.map((one) => [one.id, one]))
  const open = visits.filter(({ locked }) => !locked)
  const premises = open.map((visit) => premisesById.get(visit.premises)!)
  const seats = new Map(problem.zones.map((zone, k) => [zone.id, { k, spot: seatSpot(zone) }]))
  const bitOf = new Map(problem.departments.map(({ code }, bit) => [code, 1 << bit]))
  const stopS = stopSeconds(problem.travel)
  const ways = waysOf(problem.travel)
  const shortest = shortestLegs(problem, premises)
  const { rounds: least, crews } = boundBy(
    {
      zone: premises.map(({ zone }) => seats.get(zone)!.k),
      need: Int32Array.from(open, ({ departments }) => departments.reduce((all, code) => all | bitOf.get(code)!, 0)),
      stay: Int32Array.from(open, ({ serviceS }) => serviceS + stopS),
      ...halfDaysInSeconds(problem.rules.halfDays),
      shortestTo: (stop) => shortest[stop]!,
      home: (stop) => ways(premisesSpot(premises[stop]!), seats.get(premises[stop]!.zone)!.spot)?.seconds ?? Infinity,
    },
    placed(open, rounds),
  )
  const locked = rounds.filter((round) => round.locked)
  const lockedCrews = locked.reduce((sum, { departments }) => sum + departments.length, 0)
  return {
    teamHalfDays: locked.length + least,
    officerHalfDays: (lockedCrews + crews) * problem.rules.officersPerDepartment,
  }
}

function placed(open: readonly Visit[], rounds: readonly Round[]): number[] {
  const served = new Set(rounds.flatMap(({ stops }) => stops.map(({ visit }) => visit)))
  return open.flatMap(({ id }, stop) => (served.has(id) ? [stop] : []))
}

/** Seconds of the shortest leg that leads to each of these premises, from the seat of its zone or any other there. */
function shortestLegs(problem: Problem, premises: readonly Premises[]): Float64Array {
  const ways = waysOf(problem.travel)
  const seats = new Map(problem.zones.map((zone) => [zone.id, seatSpot(zone)]))
  const shortest = new Float64Array(premises.length)
  for (const [zone, there] of Map.groupBy(premises.keys(), (stop) => premises[stop]!.zone)) {
    const seat = seats.get(zone)!
    const spots = there.map((stop) => premisesSpot(premises[stop]!))
    const secondsTo = (from: number, to: number): number => {
      if (from < spots.length && premises[there[from]!]!.id === premises[there[to]!]!.id) return 0
      return ways(spots[from] ?? seat, spots[to]!)?.seconds ?? Infinity
    }
    const places = [...spots, seat]
    const globe = onGlobe(places.map(({ at }) => at))
    for (const [to, stop] of there.entries()) {
      if (problem.travel.kind === 'straight') shortest[stop] = secondsTo(nearestOf(globe, to), to)
      else shortest[stop] = Math.min(...places.map((_, from) => (from === to ? Infinity : secondsTo(from, to))))
    }
  }
  return shortest
}

/** Points of the unit globe, [x, y, z, x, …]: the nearer two are, the shorter is the way over ground. */
function onGlobe(places: readonly Place[]): Float64Array {
  const coordinates = places.flatMap(([lon, lat]) => {
    const [a, b] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
    return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)]
  })
  return Float64Array.from(coordinates)
}

/** The point nearest to one of them. */
function nearestOf(globe: Float64Array, to: number): number {
  const [x, y, z] = [globe[3 * to]!, globe[3 * to + 1]!, globe[3 * to + 2]!]
  let nearest = -1
  let least = Infinity
  for (let from = 0; 3 * from < globe.length; from++) {
    const dx = globe[3 * from]! - x
    const dy = globe[3 * from + 1]! - y
    const dz = globe[3 * from + 2]! - z
    const apart = dx * dx + dy * dy + dz * dz
    if (apart >= least || from === to) continue
    least = apart
    nearest = from
  }
  return nearest
}
