import { type Annealed, type AnnealOptions, anneal, type Progress } from './anneal.ts'
import type { Field } from './field.ts'
import { partOf } from './part.ts'
import { RoutePool } from './pool.ts'

/**
 * Anneals some routes of a field as a field of their own, whose table of legs a cache can hold. The routes of parts that
 * have no stop in common can be annealed side by side, and together are routes of the whole.
 */
export function annealPart(
  whole: Field,
  routes: readonly (readonly number[])[],
  seed: number,
  progress: Progress,
  { pool, ...options }: Omit<AnnealOptions, 'start'> = {},
): Annealed {
  const { field, places } = partOf(whole, routes.flat())
  const within = new Int32Array(whole.size)
  for (const [place, of] of places.entries()) within[of] = place
  const own = pool === undefined ? undefined : new RoutePool(pool.room)
  const found = anneal(field, seed, progress, {
    ...options,
    start: routes.map((stops) => stops.map((at) => within[at]!)),
    ...(own !== undefined && { pool: own }),
  })
  const back = (stops: readonly number[]) => stops.map((at) => places[at]!)
  for (const { stops, length } of own?.routes ?? []) pool!.add({ stops: back(stops), length })
  return { ...found, routes: found.routes.map(back), last: found.last.map(back) }
}
