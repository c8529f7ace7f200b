import { NONE } from './field.ts'
import type { Tours } from './tours.ts'

/** Of a stop, so many nearest are looked at. */
export const NEIGHBOURS = 12

/**
 * Relocate (Savelsbergh 1992), for fields without windows: a neighbour of a stop leaves its place for one right behind
 * or before that stop, where that shortens the routes. Answers whether one was moved.
 */
export function pullBeside(tours: Tours, stop: number): boolean {
  const { field, route, next, prev, lead, home, load } = tours
  const { legs, near, nearCount, nearTo, nearFrom, demand, capacity } = field
  const r = route[stop]!
  if (r === NONE) return false
  const before = prev[stop]!
  const after = next[stop]!
  const on = after === 0 ? home[r]! : lead[after]!
  const room = capacity - load[r]!
  const end = stop * nearCount + Math.min(NEIGHBOURS, nearCount)
  for (let at = stop * nearCount; at < end; at++) {
    const other = near[at]!
    const s = route[other]!
    if (s === NONE || other === stop || other === before || other === after) continue
    if (s !== r && demand[other]! > room) continue
    const a = prev[other]!
    const b = next[other]!
    const closed = a === 0 && b === 0 ? 0 : legs.of(a, b)
    const saved = lead[other]! + (b === 0 ? home[s]! : lead[b]!) - closed
    const behind = nearTo[at]! - on
    const ahead = nearFrom[at]! - lead[stop]!
    if (behind < saved && behind + legs.of(other, after) < saved) return move(tours, other, r, stop)
    if (ahead < saved && ahead + legs.back(other, before) < saved) return move(tours, other, r, before)
  }
  return false
}

function move(tours: Tours, stop: number, to: number, after: number): true {
  const from = tours.route[stop]!
  tours.remove(stop)
  tours.settle(from)
  tours.insert(stop, to, after)
  return true
}
