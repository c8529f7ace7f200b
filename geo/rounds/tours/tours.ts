import { bits } from './bits.ts'
import type { Field } from './field.ts'
import { backward, forward, times } from './times.ts'

/** No stop, no route. */
export const NONE = -1

/**
 * Routes over a field as doubly linked lists, with what O(1) insertion checks need: earliest and latest start of
 * service a stop, load, department bits and common slots a route (Savelsbergh 1992 for the time bounds). Every change
 * of a route is logged once, so that a rejected step is undone by putting back only the routes it touched.
 */
export class Tours {
  readonly field: Field
  /** Next and previous stop in the route; 0 is the depot. */
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Route of a stop, NONE for one that is out. */
  readonly route: Int32Array
  readonly early: Int32Array
  readonly late: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  readonly count: Int32Array
  readonly load: Int32Array
  readonly mask: Int32Array
  readonly fromSlot: Int32Array
  readonly toSlot: Int32Array
  /** Summed length of all legs driven. */
  length = 0
  /** Summed number of departments over the routes. */
  crews = 0
  /** Routes with stops. */
  used = 0
  /** Ids of routes there may ever be. */
  readonly limit: number
  /** Routes with stops there may be now: no new one is begun at or above it. */
  cap: number
  /** Ids of routes without stops, as a stack. */
  readonly #free: Int32Array
  #freeCount = 0

  readonly #touched: Int32Array
  #touchedCount = 0
  readonly #isTouched: Uint8Array
  /** Stops of touched routes as they were, one after another; where each begins. */
  #log: Int32Array
  #logEnd = 0
  readonly #logStart: Int32Array
  #before = { length: 0, crews: 0 }
  readonly #kept: Chains

  constructor(field: Field, limit: number) {
    this.field = field
    this.limit = limit
    this.cap = limit
    const { size } = field
    this.next = new Int32Array(size)
    this.prev = new Int32Array(size)
    this.route = new Int32Array(size).fill(NONE)
    this.early = new Int32Array(size)
    this.late = new Int32Array(size)
    this.early[0] = field.ready[0]!
    this.late[0] = field.due[0]!
    this.first = new Int32Array(limit)
    this.last = new Int32Array(limit)
    this.count = new Int32Array(limit)
    this.load = new Int32Array(limit)
    this.mask = new Int32Array(limit)
    this.fromSlot = new Int32Array(limit)
    this.toSlot = new Int32Array(limit).fill(2 ** 30)
    this.#free = new Int32Array(limit)
    for (let r = limit - 1; r >= 0; r--) this.#free[this.#freeCount++] = r
    this.#touched = new Int32Array(limit)
    this.#isTouched = new Uint8Array(limit)
    this.#log = new Int32Array(4 * size)
    this.#logStart = new Int32Array(limit + 1)
    this.#kept = { next: new Int32Array(size), first: new Int32Array(limit), count: new Int32Array(limit) }
  }

  /** A route without stops to begin, or NONE where the cap is reached. */
  get empty(): number {
    return this.#freeCount === 0 || this.used >= this.cap ? NONE : this.#free[this.#freeCount - 1]!
  }

  /** Puts a stop behind `after` (0: as the first) of a route. The caller has checked that it fits. */
  insert(stop: number, route: number, after: number): void {
    this.touch(route)
    const { field, next, prev } = this
    const { legs } = field
    if (this.count[route] === 0) {
      this.#freeCount--
      this.used++
    }
    const before = after === 0 ? this.first[route]! : next[after]!
    this.length += legs.of(after, stop) + legs.of(stop, before) - legs.of(after, before)
    prev[stop] = after
    next[stop] = before
    if (after === 0) this.first[route] = stop
    else next[after] = stop
    if (before === 0) this.last[route] = stop
    else prev[before] = stop
    this.route[stop] = route
    this.count[route] = this.count[route]! + 1
    this.load[route] = this.load[route]! + field.demand[stop]!
    const mask = this.mask[route]! | field.departments[stop]!
    if (mask !== this.mask[route]) {
      this.crews += bits(mask) - bits(this.mask[route]!)
      this.mask[route] = mask
    }
    if (field.firstSlot[stop]! > this.fromSlot[route]!) this.fromSlot[route] = field.firstSlot[stop]!
    if (field.lastSlot[stop]! < this.toSlot[route]!) this.toSlot[route] = field.lastSlot[stop]!
    if (field.timed) {
      forward(this, stop)
      backward(this, stop)
    }
  }

  /** Takes a stop out of its route; call `settle` for the route once all that leaves it has left. */
  remove(stop: number): void {
    const route = this.route[stop]!
    this.touch(route)
    const { next, prev, field } = this
    const { legs } = field
    const a = prev[stop]!
    const b = next[stop]!
    this.length += legs.of(a, b) - legs.of(a, stop) - legs.of(stop, b)
    if (a === 0) this.first[route] = b
    else next[a] = b
    if (b === 0) this.last[route] = a
    else prev[b] = a
    this.route[stop] = NONE
    this.count[route] = this.count[route]! - 1
    this.load[route] = this.load[route]! - field.demand[stop]!
  }

  /** Brings everything that hangs on the whole of a route up to date. */
  settle(route: number): void {
    const { field, next } = this
    const first = this.first[route]!
    let mask = 0
    let from = 0
    let to = 2 ** 30
    for (let at = first; at !== 0; at = next[at]!) {
      mask |= field.departments[at]!
      if (field.firstSlot[at]! > from) from = field.firstSlot[at]!
      if (field.lastSlot[at]! < to) to = field.lastSlot[at]!
    }
    if (mask !== this.mask[route]) {
      this.crews += bits(mask) - bits(this.mask[route]!)
      this.mask[route] = mask
    }
    this.fromSlot[route] = from
    this.toSlot[route] = to
    if (first === 0) {
      this.#free[this.#freeCount++] = route
      this.used--
    } else if (field.timed) {
      times(this, first, this.last[route]!)
    }
  }

  /** Sets a whole route anew from a list of stops; its length is taken along. The caller has checked that it fits. */
  replace(route: number, stops: Int32Array, start: number, end: number): void {
    this.touch(route)
    const { legs } = this.field
    for (let at = this.first[route]!, before = 0; ; at = this.next[at]!) {
      this.length -= this.count[route] === 0 ? 0 : legs.of(before, at)
      if (at === 0) break
      before = at
    }
    const wasEmpty = this.count[route] === 0
    this.#lay(route, stops, start, end)
    for (let k = start, before = 0; k <= end && end > start; k++) {
      const at = k === end ? 0 : stops[k]!
      this.length += legs.of(before, at)
      before = at
    }
    if (wasEmpty && end > start) {
      this.#open(route)
    }
    if (!wasEmpty || end > start) this.settle(route)
  }

  /** Takes an empty route off the stack of those, wherever it stands in it. */
  #open(route: number): void {
    let place = this.#freeCount - 1
    while (this.#free[place] !== route) place--
    this.#free[place] = this.#free[--this.#freeCount]!
    this.used++
  }

  #lay(route: number, stops: Int32Array, start: number, end: number): void {
    let before = 0
    let load = 0
    this.first[route] = end > start ? stops[start]! : 0
    for (let k = start; k < end; k++) {
      const stop = stops[k]!
      this.prev[stop] = before
      this.next[stop] = k + 1 < end ? stops[k + 1]! : 0
      this.route[stop] = route
      load += this.field.demand[stop]!
      before = stop
    }
    this.last[route] = before
    this.count[route] = end - start
    this.load[route] = load
  }

  /** Begins a step that may be taken back. */
  begin(): void {
    for (let k = 0; k < this.#touchedCount; k++) this.#isTouched[this.#touched[k]!] = 0
    this.#touchedCount = 0
    this.#logEnd = 0
    this.#before.length = this.length
    this.#before.crews = this.crews
  }

  /** Notes how a route is before it changes for the first time in this step. */
  touch(route: number): void {
    if (this.#isTouched[route] === 1) return
    this.#isTouched[route] = 1
    if (this.#logEnd + this.count[route]! > this.#log.length) {
      const longer = new Int32Array(2 * this.#log.length)
      longer.set(this.#log)
      this.#log = longer
    }
    this.#logStart[this.#touchedCount] = this.#logEnd
    for (let at = this.first[route]!; this.count[route] !== 0 && at !== 0; at = this.next[at]!)
      this.#log[this.#logEnd++] = at
    this.#touched[this.#touchedCount++] = route
    this.#logStart[this.#touchedCount] = this.#logEnd
  }

  /** Takes the step back: every touched route is as it was at `begin`. */
  takeBack(): void {
    for (let k = 0; k < this.#touchedCount; k++) {
      const route = this.#touched[k]!
      for (let at = this.first[route]!; this.count[route] !== 0 && at !== 0; at = this.next[at]!) this.route[at] = NONE
    }
    for (let k = 0; k < this.#touchedCount; k++) {
      const route = this.#touched[k]!
      const now = this.count[route] === 0
      this.#lay(route, this.#log, this.#logStart[k]!, this.#logStart[k + 1]!)
      const then = this.count[route] === 0
      if (now && !then) {
        this.#open(route)
      }
      if (then) {
        this.mask[route] = 0
        this.fromSlot[route] = 0
        this.toSlot[route] = 2 ** 30
        if (!now) {
          this.#free[this.#freeCount++] = route
          this.used--
        }
      } else this.settle(route)
    }
    this.length = this.#before.length
    this.crews = this.#before.crews
  }

  /** Keeps the routes as they are now for `remembered`: cheap enough to be done at every improvement. */
  remember(): void {
    const { next, first, count } = this.#kept
    next.set(this.next)
    first.set(this.first)
    count.set(this.count)
  }

  /** The routes as last kept, each the stops in order. */
  remembered(): number[][] {
    return listed(this.#kept)
  }

  /** The stops of a route in order. */
  stops(route: number): number[] {
    return chain(this, route)
  }

  /** All routes with stops, each the stops in order. */
  routes(): number[][] {
    return listed(this)
  }

  /** Throws away everything and takes these routes. */
  take(routes: readonly (readonly number[])[]): void {
    for (let r = 0; r < this.limit; r++) {
      for (let at = this.count[r] === 0 ? 0 : this.first[r]!; at !== 0; at = this.next[at]!) this.route[at] = NONE
      this.count[r] = 0
      this.first[r] = 0
      this.last[r] = 0
      this.load[r] = 0
      this.mask[r] = 0
      this.fromSlot[r] = 0
      this.toSlot[r] = 2 ** 30
    }
    this.length = 0
    this.crews = 0
    this.used = 0
    this.#freeCount = 0
    for (let r = this.limit - 1; r >= 0; r--) this.#free[this.#freeCount++] = r
    for (const stops of routes) {
      const route = this.empty
      if (route === NONE) throw new RangeError(`at most ${this.limit} routes, got ${routes.length}`)
      this.replace(route, Int32Array.from(stops), 0, stops.length)
    }
    this.begin()
  }
}

type Chains = Pick<Tours, 'next' | 'first' | 'count'>

function listed(chains: Chains): number[][] {
  return Array.from({ length: chains.count.length }, (_, route) => chain(chains, route)).filter(
    ({ length }) => length > 0,
  )
}

function chain({ next, first, count }: Chains, route: number): number[] {
  const stops: number[] = []
  for (let at = first[route]!; count[route] !== 0 && at !== 0; at = next[at]!) stops.push(at)
  return stops
}
