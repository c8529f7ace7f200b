import type { Field } from './field.ts'

/** A route as a pool keeps it: stops in driving order and what it is long. */
export interface PooledRoute {
  stops: readonly number[]
  length: number
}

/**
 * Routes a search has come across, each set of stops once and in its shortest order, for recombination. Where it is full
 * the one that was not seen for longest makes room.
 */
export class RoutePool {
  readonly room: number
  readonly #routes = new Map<number, PooledRoute>()

  constructor(room: number) {
    this.room = room
  }

  add(route: PooledRoute): void {
    const key = keyOf(route.stops)
    const known = this.#routes.get(key)
    this.#routes.delete(key)
    this.#routes.set(key, known !== undefined && known.length <= route.length ? known : route)
    if (this.#routes.size > this.room) this.#routes.delete(this.#routes.keys().next().value!)
  }

  /** All routes, the one not seen for longest first. */
  get routes(): PooledRoute[] {
    return [...this.#routes.values()]
  }
}

/** The same number for the same set of stops, whatever their order: 52 bits, so that another set hardly ever has it. */
function keyOf(stops: readonly number[]): number {
  let high = 0
  let low = 0
  for (const stop of stops) {
    const mixed = Math.imul(stop ^ (stop >>> 15), 0x85ebca6b)
    high = (high + Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)) | 0
    low = (low + Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f)) | 0
  }
  return (high >>> 6) * 2 ** 26 + (low >>> 6)
}

/** Stops in this order as a pool keeps them. */
export function pooled({ legs }: Field, stops: readonly number[]): PooledRoute {
  const there = stops.reduce((sum, stop, k) => sum + legs.of(stops[k - 1] ?? 0, stop), 0)
  return { stops, length: there + legs.of(stops.at(-1)!, 0) }
}
