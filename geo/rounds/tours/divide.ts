import type { Random } from '../../random.ts'
import type { Field } from './field.ts'
import { LONGEST } from './legs.ts'

/** Stops of a route looked at when it is placed: enough to say where it is. */
const SAMPLED = 8

type Route = readonly number[]

/**
 * Divides routes into `parts` groups of about as many stops each, whose routes are near each other: halved again and
 * again across a line between two stops far apart, drawn anew at every call. It asks for legs only, not for places
 * (FastMap, Faloutsos and Lin 1995); routes as the unit of division: Santini et al. 2023, barycentre clustering.
 */
export function divide(field: Field, routes: readonly Route[], parts: number, random: Random): Route[][] {
  if (parts <= 1 || routes.length <= 1) return [[...routes]]
  const stops = routes.flat()
  const one = stops[random.below(stops.length)]!
  const other = furthest(field, one, stops)
  const placed = routes.map((route) => ({ route, side: sideOf(field, route, one, other) }))
  placed.sort((a, b) => a.side - b.side)
  const left = Math.floor(parts / 2)
  const share = (stops.length * left) / parts
  const half: [Route[], Route[]] = [[], []]
  let taken = 0
  for (const { route } of placed) {
    half[taken + route.length / 2 < share ? 0 : 1].push(route)
    taken += route.length
  }
  if (half[0].length === 0 || half[1].length === 0) return [[...routes]]
  return [...divide(field, half[0], left, random), ...divide(field, half[1], parts - left, random)]
}

function furthest({ legs }: Field, from: number, stops: readonly number[]): number {
  let best = from
  let bestLeg = -1
  for (const stop of stops) {
    const leg = legs.of(from, stop)
    if (leg <= bestLeg || leg > LONGEST) continue
    best = stop
    bestLeg = leg
  }
  return best
}

/** How much nearer a route is to one stop than to the other, on the mean of a few of its stops. */
function sideOf({ legs }: Field, route: Route, one: number, other: number): number {
  const step = Math.max(1, Math.floor(route.length / SAMPLED))
  let sum = 0
  let count = 0
  for (let k = 0; k < route.length; k += step, count++) sum += legs.of(route[k]!, one) - legs.of(route[k]!, other)
  return sum / count
}
