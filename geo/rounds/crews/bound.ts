import type { Model } from './model.ts'

/** No plan that serves these stops has fewer rounds, or fewer departments summed over its rounds. */
export interface Bound {
  rounds: number
  crews: number
}

/**
 * Lower bounds by time: whoever serves a stop spends its stay and at least the shortest leg to it, and each round
 * besides the shortest way back to the seat; a half-day holds only so much. Departments: the same for the stops that need one.
 */
export function boundOf(model: Model, stops: readonly number[]): Bound {
  const { zone, need } = model
  let rounds = 0
  let crews = 0
  for (const there of Map.groupBy(stops, (stop) => zone[stop]!).values()) {
    rounds += roundsFor(model, there)
    for (let bit = 1; bit > 0; bit *= 2) {
      if (bit >= 2 ** 31) break
      const needing = there.filter((stop) => (need[stop]! & bit) !== 0)
      if (needing.length > 0) crews += roundsFor(model, needing)
    }
  }
  return { rounds, crews }
}

function roundsFor(model: Model, stops: readonly number[]): number {
  const { legs, stay, opens, closes } = model
  const longest = Math.max(closes[0] - opens[0], closes[1] - opens[1])
  const home = Math.min(...stops.map((stop) => legs.of(stop, 0)))
  const busy = stops.reduce((sum, stop) => sum + stay[stop]! + shortestTo(model, stop), 0)
  return stops.length === 0 ? 0 : Math.max(1, Math.ceil(busy / Math.max(1, longest - home)))
}

/** The shortest leg that leads to a stop: from the seat, or from any other stop. */
function shortestTo({ legs, size }: Model, stop: number): number {
  let least = Infinity
  for (let from = 0; from < size; from++) if (from !== stop) least = Math.min(least, legs.of(from, stop))
  return least
}
