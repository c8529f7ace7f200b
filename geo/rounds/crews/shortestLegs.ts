import type { Place } from '../problem/place.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { premisesSpot, seatSpot } from './legsOf.ts'
import { waysOf } from './ways.ts'

/**
 * Seconds of the shortest leg that leads to each of these premises, from the seat of its zone or any other there. On
 * straight lines the nearest place is found by chords of the globe, without the legs between all of them.
 */
export function shortestLegs({ zones, travel }: Problem, premises: readonly Premises[]): Float64Array {
  const ways = waysOf(travel)
  const seats = new Map(zones.map((zone) => [zone.id, seatSpot(zone)]))
  const shortest = new Float64Array(premises.length)
  for (const [zone, there] of Map.groupBy(premises.keys(), (stop) => premises[stop]!.zone)) {
    const places = [...there.map((stop) => premisesSpot(premises[stop]!)), seats.get(zone)!]
    const secondsTo = (from: number, to: number): number => {
      if (places[from]!.name === places[to]!.name) return 0
      return ways(places[from]!, places[to]!) ?? Infinity
    }
    const globe = onGlobe(places.map(({ at }) => at))
    for (const [to, stop] of there.entries()) {
      if (travel.kind === 'straight') shortest[stop] = secondsTo(nearestOf(globe, to), to)
      else shortest[stop] = Math.min(...places.map((_, from) => (from === to ? Infinity : secondsTo(from, to))))
    }
  }
  return shortest
}

/** Points of the unit globe, [x, y, z, x, …]: the nearer two are, the shorter is the way over ground. */
function onGlobe(places: readonly Place[]): Float64Array {
  const points = new Float64Array(3 * places.length)
  for (const [k, [lon, lat]] of places.entries()) {
    const [a, b] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
    points[3 * k] = Math.cos(b) * Math.cos(a)
    points[3 * k + 1] = Math.cos(b) * Math.sin(a)
    points[3 * k + 2] = Math.sin(b)
  }
  return points
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
