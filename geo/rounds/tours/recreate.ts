import type { Random } from '../../random.ts'
import { NONE } from './field.ts'
import { LONGEST } from './legs.ts'
import type { Tours } from './tours.ts'

/** A place is overlooked this often, which keeps the search from repeating itself (SISR 2020: blinks, 1 %). */
const BLINK = 0.01

/** Where one of so many neighbours has a place, the others are not asked. */
const ASKED = 24

/** Answered instead of a number of stops: putting back cost too much, and was not gone through with. */
export const GAVE_UP = -1

/** More than any detour over legs that can be driven, less than one over a leg that cannot. */
const DEAREST = 2 * LONGEST

/**
 * Puts each stop of `out` where it costs least, in a random kind of order: as drawn, largest demand first, furthest or
 * nearest to the depot first (SISR 2020, section 5.2). Stops that fit nowhere stay out: they are moved to the front of
 * `out`, and their number is answered. `opening` is what opening a route costs beside driving; Infinity: a route is opened
 * only where no other takes the stop. Where all costs more than `most` before the last is in, the rest is not tried.
 */
export function recreate(
  tours: Tours,
  out: Int32Array,
  count: number,
  opening: number,
  random: Random,
  most = Infinity,
): number {
  order(tours, out, count, random)
  let absent = 0
  for (let k = 0; k < count; k++) {
    const stop = out[k]!
    if (!insertBest(tours, stop, opening, random)) out[absent++] = stop
    if (tours.length + opening * tours.used > most) return GAVE_UP
  }
  return absent
}

function order({ field }: Tours, out: Int32Array, count: number, random: Random): void {
  const { legs, demand, due, ready } = field
  for (let k = count - 1; k > 0; k--) {
    const other = random.below(k + 1)
    const stop = out[k]!
    out[k] = out[other]!
    out[other] = stop
  }
  const kind = random.below(field.timed ? 12 : 11)
  if (kind < 4) return
  const key = (stop: number) => {
    if (kind < 8) return -demand[stop]!
    if (kind < 10) return -legs.of(stop, 0)
    return kind < 11 ? legs.of(stop, 0) : due[stop]! - ready[stop]!
  }
  // A few stops: sorted by insertion, which allocates nothing.
  for (let k = 1; k < count; k++) {
    const stop = out[k]!
    const own = key(stop)
    let at = k
    for (; at > 0 && key(out[at - 1]!) > own; at--) out[at] = out[at - 1]!
    out[at] = stop
  }
}

/** The cheapest place beside one of the stop's nearest neighbours; every route is looked through only where that finds none. */
export function insertBest(tours: Tours, stop: number, opening: number, random: Random): boolean {
  const { field, route, next, prev, lead, home, early, late, load } = tours
  const { legs, demand, capacity, near, nearCount, nearTo, nearFrom, timed, ready, due, service } = field
  const room = capacity - demand[stop]!
  let best = DEAREST
  let bestAfter = NONE
  let bestRoute = NONE
  for (let k = 0, at = stop * nearCount; k < nearCount; k++, at++) {
    if (k >= ASKED && bestRoute !== NONE) break
    const beside = near[at]!
    const r = route[beside]!
    if (r < 0 || load[r]! > room) continue
    const to = nearFrom[at]!
    const from = nearTo[at]!
    for (let side = 0; side < 2; side++) {
      const a = side === 0 ? beside : prev[beside]!
      const b = side === 0 ? next[beside]! : beside
      const saved = b === 0 ? home[r]! : lead[b]!
      // Of a leg's two ends the nearer one sees it: there the detour is twice the way to it, at least.
      const other = side === 0 ? b : a
      if (other !== 0 && 2 * (side === 0 ? to : from) - saved >= best) continue
      const there = side === 0 ? to : legs.back(stop, a)
      const on = side === 0 ? legs.of(stop, b) : from
      const more = there + on - saved
      if (more >= best) continue
      if (timed) {
        const came = early[a]! + service[a]! + there
        const start = Math.max(came, ready[stop]!)
        if (start > due[stop]! || start + service[stop]! + on > late[b]!) continue
      }
      if (random.next() < BLINK) continue
      best = more
      bestAfter = a
      bestRoute = r
    }
  }
  if (bestRoute === NONE) [bestRoute, bestAfter, best] = lookEverywhere(tours, stop)
  const fresh = tours.empty
  if (fresh !== NONE && (bestRoute === NONE || opening < Infinity)) {
    const price = bestRoute === NONE ? -Infinity : opening + legs.of(0, stop) + legs.of(stop, 0)
    if (price < best && fitsAlone(tours, stop)) {
      bestRoute = fresh
      bestAfter = 0
    }
  }
  if (bestRoute === NONE) return false
  tours.insert(stop, bestRoute, bestAfter)
  return true
}

/** Whether a route of its own can serve the stop. */
function fitsAlone({ field }: Tours, stop: number): boolean {
  const { legs, ready, due, service, demand, capacity, timed } = field
  const there = legs.of(0, stop)
  const back = legs.of(stop, 0)
  if (there > LONGEST || back > LONGEST || demand[stop]! > capacity) return false
  if (!timed) return true
  const start = Math.max(ready[stop]!, ready[0]! + service[0]! + there)
  return start <= due[stop]! && start + service[stop]! + back <= due[0]!
}

function lookEverywhere(tours: Tours, stop: number): [route: number, after: number, more: number] {
  const { field, next, lead, home, early, late, load, count, first } = tours
  const { legs, demand, capacity, timed, ready, due, service } = field
  let best = DEAREST
  let bestAfter = NONE
  let bestRoute = NONE
  for (let r = 0; r < tours.limit; r++) {
    if (count[r] === 0 || load[r]! + demand[stop]! > capacity) continue
    for (let a = 0, b = first[r]!; ; a = b, b = next[b]!) {
      const there = legs.back(stop, a)
      const start = timed ? Math.max(early[a]! + service[a]! + there, ready[stop]!) : 0
      if (start > due[stop]!) break
      const on = legs.of(stop, b)
      const more = there + on - (b === 0 ? home[r]! : lead[b]!)
      if (more < best && (!timed || start + service[stop]! + on <= late[b]!)) {
        best = more
        bestAfter = a
        bestRoute = r
      }
      if (b === 0) break
    }
  }
  return [bestRoute, bestAfter, best]
}
