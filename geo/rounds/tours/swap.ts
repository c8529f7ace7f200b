import { NONE } from './field.ts'
import { NEIGHBOURS } from './pull.ts'
import type { Tours } from './tours.ts'

/**
 * Exchange (Savelsbergh 1992), for fields without windows: the stop behind or before a stop changes places with a
 * neighbour of it in another route, where both loads allow it and both routes together become shorter. Answers whether
 * two were exchanged.
 */
export function swapBeside(tours: Tours, stop: number): boolean {
  const { field, route, next, prev, count } = tours
  const { near, nearCount } = field
  const r = route[stop]!
  if (r === NONE || count[r]! < 2) return false
  const after = next[stop]!
  const before = prev[stop]!
  const end = stop * nearCount + Math.min(NEIGHBOURS, nearCount)
  for (let at = stop * nearCount; at < end; at++) {
    const other = near[at]!
    const s = route[other]!
    if (s === NONE || s === r || count[s]! < 2) continue
    if (after !== 0 && shortens(tours, after, r, other, s)) return exchange(tours, after, r, other, s)
    if (before !== 0 && shortens(tours, before, r, other, s)) return exchange(tours, before, r, other, s)
  }
  return false
}

/** Whether routes r and s together become shorter when a stop of one takes the place of a stop of the other. */
function shortens({ field, next, prev, lead, home, load }: Tours, one: number, r: number, two: number, s: number) {
  const { legs, demand, capacity } = field
  const more = demand[two]! - demand[one]!
  if (load[r]! + more > capacity || load[s]! - more > capacity) return false
  const [a, b, c, d] = [prev[one]!, next[one]!, prev[two]!, next[two]!]
  const now = lead[one]! + (b === 0 ? home[r]! : lead[b]!) + lead[two]! + (d === 0 ? home[s]! : lead[d]!)
  const then = legs.back(two, a) + legs.of(two, b)
  return then < now && then + legs.back(one, c) + legs.of(one, d) < now
}

function exchange(tours: Tours, one: number, r: number, two: number, s: number): true {
  const behind = tours.prev[one]!
  const other = tours.prev[two]!
  tours.remove(one)
  tours.remove(two)
  tours.insert(two, r, behind)
  tours.insert(one, s, other)
  return true
}
