import { NONE } from './field.ts'
import { feasible } from './tails.ts'
import type { Tours } from './tours.ts'

const NEIGHBOURS = 10
let scratch = new Int32Array(0)

/**
 * 2-opt (Croes 1958) inside one route: a stretch is driven the other way round, where that shortens the route, around
 * one stop and its neighbours. Only where legs are symmetric. Answers whether something was turned.
 */
export function turnStretch(tours: Tours, stop: number): boolean {
  const { field, route, next, prev } = tours
  const { legs, near, nearCount, symmetric } = field
  const r = route[stop]!
  if (r === NONE || !symmetric) return false
  const count = Math.min(NEIGHBOURS, nearCount)
  for (let k = 0; k < count; k++) {
    const other = near[stop * nearCount + k]!
    if (route[other] !== r) continue
    const a = next[stop]!
    const b = next[other]!
    const ahead = legs.of(stop, other) + legs.of(a, b) - legs.of(stop, a) - legs.of(other, b)
    if (ahead < 0 && turn(tours, r, stop, other)) return true
    const c = prev[stop]!
    const d = prev[other]!
    const behind = legs.of(stop, other) + legs.of(c, d) - legs.of(c, stop) - legs.of(d, other)
    if (behind < 0 && turn(tours, r, c, d)) return true
  }
  return false
}

/** Turns what stands behind one of two stops up to the other, whichever comes first; 0 is the depot before all. */
function turn(tours: Tours, r: number, one: number, two: number): boolean {
  const { field, next, first } = tours
  if (scratch.length < field.size) scratch = new Int32Array(field.size)
  let n = 0
  let from = one === 0 || two === 0 ? 0 : NONE
  let to = NONE
  for (let at = first[r]!; at !== 0; at = next[at]!) {
    scratch[n++] = at
    if (at === one || at === two) {
      if (from === NONE) from = n
      else to = n
    }
  }
  if (from === NONE || to === NONE) return false
  for (let low = from, high = to - 1; low < high; low++, high--) {
    const stop = scratch[low]!
    scratch[low] = scratch[high]!
    scratch[high] = stop
  }
  if (!feasible(tours, scratch, n)) return false
  tours.replace(r, scratch, n)
  return true
}
