import type { Convention, Instance } from './instances/instance.ts'

export type Violation =
  | { kind: 'missed'; stop: number }
  | { kind: 'twice'; stop: number; route: number }
  | { kind: 'no-such-stop'; stop: number; route: number }
  | { kind: 'empty-route'; route: number }
  | { kind: 'load'; route: number; load: number; capacity: number }
  | { kind: 'late'; route: number; stop: number; arrival: number; due: number }
  | { kind: 'vehicles'; routes: number; vehicles: number }
  | { kind: 'cost'; claimed: number; real: number }

/** Sums of square roots may differ this much from what adds them in another order. */
const ROUNDING_ERROR = 1e-6

/**
 * Reads nothing but the instance and a solution (stops numbered as in the file, the depot 0 at both ends left out) and
 * answers every rule that is broken, and the real cost by the convention. It shares no code with the search. The claim
 * may be off by `tolerance`.
 */
export function checkRoutes(
  instance: Instance,
  routes: readonly (readonly number[])[],
  convention: Convention,
  claim?: { cost: number; tolerance: number },
): { cost: number; violations: Violation[] } {
  const { x, demand, capacity, vehicles } = instance
  const violations: Violation[] = []
  const seen = new Set<number>()
  let cost = 0
  for (const [route, stops] of routes.entries()) {
    if (stops.length === 0) violations.push({ kind: 'empty-route', route })
    const known = stops.filter((stop) => Number.isInteger(stop) && stop > 0 && stop < x.length)
    for (const stop of stops) {
      if (!known.includes(stop)) violations.push({ kind: 'no-such-stop', stop, route })
      else if (seen.has(stop)) violations.push({ kind: 'twice', stop, route })
      seen.add(stop)
    }
    const load = known.reduce((sum, stop) => sum + demand[stop]!, 0)
    if (load > capacity) violations.push({ kind: 'load', route, load, capacity })
    cost += drive(instance, known, convention, route, violations)
  }
  for (let stop = 1; stop < x.length; stop++) if (!seen.has(stop)) violations.push({ kind: 'missed', stop })
  if (vehicles !== null && routes.length > vehicles)
    violations.push({ kind: 'vehicles', routes: routes.length, vehicles })
  if (claim !== undefined && Math.abs(claim.cost - cost) > claim.tolerance)
    violations.push({ kind: 'cost', claimed: claim.cost, real: cost })
  return { cost, violations }
}

/** Drives one route; its length. */
function drive(instance: Instance, stops: number[], by: Convention, route: number, violations: Violation[]): number {
  const { times } = instance
  let length = 0
  let time = times === null ? 0 : times.ready[0]! + times.service[0]!
  let before = 0
  for (const stop of stops.length === 0 ? [] : [...stops, 0]) {
    const leg = distance(instance, before, stop, by)
    length += leg
    if (times !== null) {
      const arrival = time + leg
      if (arrival > times.due[stop]! + ROUNDING_ERROR)
        violations.push({ kind: 'late', route, stop, arrival, due: times.due[stop]! })
      time = Math.max(arrival, times.ready[stop]!) + times.service[stop]!
    }
    before = stop
  }
  return length
}

function distance({ x, y }: Instance, a: number, b: number, by: Convention): number {
  const straight = Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!)
  if (by === 'integer') return Math.floor(straight + 0.5)
  return by === 'dimacs' ? Math.floor(10 * straight) / 10 : straight
}
