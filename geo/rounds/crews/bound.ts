import type { Drive } from './model.ts'

/** No plan that serves these stops has fewer rounds, or fewer departments summed over its rounds. */
export interface Bound {
  rounds: number
  crews: number
}

/** What bounds are made of: stops and half-days, and of all driving only the shortest legs. */
export interface Bounded extends Pick<Drive, 'need' | 'stay' | 'opens' | 'closes'> {
  readonly zone: ArrayLike<number>
  /** Seconds of the shortest leg that leads to a stop, from its seat or any other stop; and of the leg to its seat. */
  readonly shortestTo: (stop: number) => number
  readonly home: (stop: number) => number
}

/**
 * Lower bounds by time: whoever serves a stop spends its stay and at least the shortest leg to it, and each round
 * besides the shortest way back to the seat; a half-day holds only so much. Departments: the same for the stops that need one.
 */
export function boundBy(bounded: Bounded, stops: readonly number[]): Bound {
  const { zone, need } = bounded
  let rounds = 0
  let crews = 0
  for (const there of Map.groupBy(stops, (stop) => zone[stop]!).values()) {
    rounds += roundsFor(bounded, there)
    for (let bit = 1; bit > 0; bit *= 2) {
      if (bit >= 2 ** 31) break
      const needing = there.filter((stop) => (need[stop]! & bit) !== 0)
      if (needing.length > 0) crews += roundsFor(bounded, needing)
    }
  }
  return { rounds, crews }
}

/** The bound of these stops, every leg between places of the drive being known. */
export function boundOf(drive: Drive, stops: readonly number[]): Bound {
  const { legs, size } = drive
  const shortestTo = (stop: number): number => {
    let least = Infinity
    for (let from = 0; from < size; from++) if (from !== stop) least = Math.min(least, legs.of(from, stop))
    return least
  }
  return boundBy({ ...drive, shortestTo, home: (stop) => legs.of(stop, 0) }, stops)
}

function roundsFor({ stay, opens, closes, shortestTo, home }: Bounded, stops: readonly number[]): number {
  const longest = Math.max(closes[0] - opens[0], closes[1] - opens[1])
  const nearest = Math.min(...stops.map(home))
  const busy = stops.reduce((sum, stop) => sum + stay[stop]! + shortestTo(stop), 0)
  return stops.length === 0 ? 0 : Math.max(1, Math.ceil(busy / Math.max(1, longest - nearest)))
}
