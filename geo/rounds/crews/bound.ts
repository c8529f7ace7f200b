/** No plan that serves these stops has fewer rounds, or fewer departments summed over its rounds. */
export interface Bound {
  rounds: number
  crews: number
}

/** What bounds are made of: stops and half-days, and of all driving only the shortest legs. Times are seconds. */
export interface Bounded {
  /** By stop: its zone, the departments that must be there as bits, and how long it takes from arrival on. */
  readonly zone: ArrayLike<number>
  readonly need: ArrayLike<number>
  readonly stay: ArrayLike<number>
  /** By stop: the shortest leg that leads to it, from its seat or any other stop; and the leg to its seat. */
  readonly shortest: ArrayLike<number>
  readonly home: ArrayLike<number>
  /** The longest that a round can be out. */
  readonly halfDayS: number
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

function roundsFor({ stay, halfDayS, shortest, home }: Bounded, stops: readonly number[]): number {
  let busy = 0
  let nearest = Infinity
  for (const stop of stops) {
    busy += stay[stop]! + shortest[stop]!
    nearest = Math.min(nearest, home[stop]!)
  }
  return stops.length === 0 ? 0 : Math.max(1, Math.ceil(busy / Math.max(1, halfDayS - nearest)))
}
