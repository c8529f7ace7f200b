import type { Legs } from './legs.ts'
import { nearest } from './near.ts'

/**
 * What the search sees of a routing problem: numbers only. Place 0 is the depot (the zone seat), places 1 … size − 1
 * are stops. All lengths are whole numbers of one unit (seconds, or scaled distance), so that sums are exact.
 */
export interface Field {
  readonly size: number
  /** Length and driving time between any two places. */
  readonly legs: Legs
  /** Whether legs are as long back as forth: only then may a part of a route be turned round. */
  readonly symmetric: boolean
  /** What a stop takes of a route's capacity. */
  readonly demand: Int32Array
  readonly capacity: number
  /** Earliest and latest start of service, and its length; of the depot: leaving and being back. */
  readonly ready: Int32Array
  readonly due: Int32Array
  readonly service: Int32Array
  /** False where no window can ever bind: the search then skips all time keeping. */
  readonly timed: boolean
  /** Nearest stops of every stop, nearest first: near[stop * nearCount …]. */
  readonly near: Int32Array
  readonly nearCount: number
  /** The legs to and from each of them, beside them in memory: a row of a large table of legs is a cache miss a leg. */
  readonly nearTo: Int32Array
  readonly nearFrom: Int32Array
}

export type FieldInput = Omit<Field, 'near' | 'nearCount' | 'nearTo' | 'nearFrom' | 'symmetric' | 'timed'>

/** No stop, no route. */
export const NONE = -1

/** A time that never binds. */
export const NEVER = 2 ** 30

/** Completes a field: neighbour lists of `nearCount` a stop, and what can be left out of account. */
export function makeField(input: FieldInput, nearCount = 40): Field {
  const { size, legs, demand, ready, due, service } = input
  if (legs.size !== size) throw new RangeError(`legs between ${size} places, got ${legs.size}`)
  for (const [name, of] of Object.entries({ demand, ready, due, service })) {
    if (of.length !== size) throw new RangeError(`${name} of ${size} places, got ${of.length}`)
  }
  const timed = due.some((at) => at < NEVER)
  const count = Math.min(nearCount, Math.max(0, size - 2))
  const near = nearest(input, timed, count)
  return { ...input, symmetric: legs.symmetric, timed, near, nearCount: count, ...nearLegs(legs, near, count) }
}

/** The legs to and from the neighbours of every stop. */
export function nearLegs(legs: Legs, near: Int32Array, count: number): Pick<Field, 'nearTo' | 'nearFrom'> {
  const nearTo = near.map((other, k) => legs.of(Math.floor(k / count), other))
  return { nearTo, nearFrom: legs.symmetric ? nearTo : near.map((other, k) => legs.of(other, Math.floor(k / count))) }
}
