import { NONE } from './field.ts'
import type { Tours } from './tours.ts'

const NEIGHBOURS = 12
const scratch = { a: new Int32Array(0), b: new Int32Array(0) }

/**
 * 2-opt* (Potvin and Rousseau 1995): two routes exchange their ends, where that shortens them, around one stop and its
 * neighbours. Answers whether something was exchanged.
 */
export function exchangeTails(tours: Tours, stop: number): boolean {
  const { field, route, next, prev, lead, home, early, late } = tours
  const { legs, near, nearCount, nearTo, timed, service } = field
  const r = route[stop]!
  if (r === NONE) return false
  const count = Math.min(NEIGHBOURS, nearCount)
  const after = next[stop]!
  const own = after === 0 ? home[r]! : lead[after]!
  const leaves = early[stop]! + service[stop]!
  for (let k = 0; k < count; k++) {
    const other = near[stop * nearCount + k]!
    const s = route[other]!
    if (s === NONE || s === r) continue
    // stop → other, what preceded other → what followed stop
    const there = nearTo[stop * nearCount + k]!
    const saved = own + lead[other]! - there
    if (saved > 0 && (!timed || leaves + there <= late[other]!)) {
      const before = prev[other]!
      const crossed = legs.back(after, before)
      const onTime = !timed || early[before]! + service[before]! + crossed <= late[after]!
      if (crossed < saved && onTime && exchange(tours, r, stop, s, before)) return true
    }
    // stop → what followed other, other → what followed stop
    const otherAfter = next[other]!
    const on = legs.of(stop, otherAfter)
    const others = own + (otherAfter === 0 ? home[s]! : lead[otherAfter]!) - on
    if (others > 0 && (!timed || leaves + on <= late[otherAfter]!)) {
      const back = legs.back(after, other)
      const onTime = !timed || early[other]! + service[other]! + back <= late[after]!
      if (back < others && onTime && exchange(tours, r, stop, s, other)) return true
    }
  }
  return false
}

/**
 * Route r keeps its stops up to `a` and goes on with what followed `b` in s, and the other way round; 0: none is kept. The
 * caller has seen by the earliest and latest starts at both joints that windows hold; loads are looked at here.
 */
function exchange(tours: Tours, r: number, a: number, s: number, b: number): boolean {
  const { field, next, first, count, load } = tours
  const { size, capacity } = field
  const kept = loadUpTo(tours, a)
  const others = loadUpTo(tours, b)
  if (kept + load[s]! - others > capacity || others + load[r]! - kept > capacity) return false
  if (scratch.a.length < size) {
    scratch.a = new Int32Array(size)
    scratch.b = new Int32Array(size)
  }
  let m = 0
  let n = 0
  for (let at = first[r]!, kept = true; at !== 0; at = next[at]!) {
    if (kept) scratch.a[m++] = at
    if (at === a) kept = false
  }
  for (let at = b === 0 ? 0 : first[s]!; at !== 0; at = next[at]!) {
    scratch.b[n++] = at
    if (at === b) break
  }
  for (let at = b === 0 ? first[s]! : next[b]!; at !== 0; at = next[at]!) scratch.a[m++] = at
  for (let at = next[a]!; at !== 0; at = next[at]!) scratch.b[n++] = at
  if (m + n !== count[r]! + count[s]!) throw new Error('a stop was lost')
  tours.replaceBoth(r, scratch.a, m, s, scratch.b, n)
  return true
}

/** What a route carries up to a stop and with it; nothing up to the depot. */
function loadUpTo({ prev, field }: Tours, stop: number): number {
  let load = 0
  for (let at = stop; at !== 0; at = prev[at]!) load += field.demand[at]!
  return load
}

/** Whether stops in this order make a route: load and windows. */
export function feasible({ field }: Tours, stops: Int32Array, end: number): boolean {
  const { legs, demand, capacity, timed, ready, due, service } = field
  let load = 0
  let time = ready[0]! + service[0]!
  let before = 0
  for (let k = 0; k < end; k++) {
    const at = stops[k]!
    load += demand[at]!
    if (load > capacity) return false
    if (timed) {
      const came = time + legs.of(before, at)
      const start = Math.max(came, ready[at]!)
      if (start > due[at]!) return false
      time = start + service[at]!
    }
    before = at
  }
  return !timed || end === 0 || time + legs.of(before, 0) <= due[0]!
}
