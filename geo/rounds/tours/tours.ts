import { type Field, NONE } from './field.ts'
import { Journal } from './journal.ts'
import { pooled, type RoutePool } from './pool.ts'
import { backward, forward, times } from './times.ts'

/**
 * Routes over a field as doubly linked lists, with what O(1) insertion checks need: earliest and latest start of
 * service a stop, load a route (Savelsbergh 1992 for the time bounds).
 */
export class Tours {
  readonly field: Field
  /** Next and previous stop in the route; 0 is the depot. */
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Route of a stop, NONE for one that is out. */
  readonly route: Int32Array
  /** Leg that leads to a stop from the one before. */
  readonly lead: Int32Array
  readonly early: Int32Array
  readonly late: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  /** Leg from the last stop of a route to the depot; 0 without stops. */
  readonly home: Int32Array
  readonly count: Int32Array
  readonly load: Int32Array
  /** Summed length of all legs driven. */
  length = 0
  /** Routes with stops. */
  used = 0
  /** Ids of routes there may ever be. */
  readonly limit: number
  /** Routes with stops there may be now: no new one is begun at or above it. */
  cap: number
  /** Ids of routes without stops, as a stack. */
  readonly #free: Int32Array
  #freeCount = 0

  readonly #journal: Journal
  readonly #kept: Chains

  constructor(field: Field, limit: number) {
    this.field = field
    this.limit = limit
    this.cap = limit
    const { size } = field
    this.next = new Int32Array(size)
    this.prev = new Int32Array(size)
    this.route = new Int32Array(size).fill(NONE)
    this.lead = new Int32Array(size)
    this.early = new Int32Array(size)
    this.late = new Int32Array(size)
    this.early[0] = field.ready[0]!
    this.late[0] = field.due[0]!
    this.first = new Int32Array(limit)
    this.last = new Int32Array(limit)
    this.home = new Int32Array(limit)
    this.count = new Int32Array(limit)
    this.load = new Int32Array(limit)
    this.#free = new Int32Array(limit)
    for (let r = limit - 1; r >= 0; r--) this.#free[this.#freeCount++] = r
    this.#journal = new Journal(this)
    this.#kept = { next: new Int32Array(size), first: new Int32Array(limit), count: new Int32Array(limit) }
  }

  /** A route without stops to begin, or NONE where the cap is reached. */
  get empty(): number {
    return this.#freeCount === 0 || this.used >= this.cap ? NONE : this.#free[this.#freeCount - 1]!
  }

  /** Puts a stop behind `after` (0: as the first) of a route. The caller has checked that it fits. */
  insert(stop: number, route: number, after: number): void {
    this.#journal.note(route)
    const { field, next, prev, lead } = this
    const { legs } = field
    if (this.count[route] === 0) {
      this.#freeCount--
      this.used++
    }
    const before = after === 0 ? this.first[route]! : next[after]!
    const there = legs.of(after, stop)
    const on = legs.of(stop, before)
    this.length += there + on - (before === 0 ? this.home[route]! : lead[before]!)
    prev[stop] = after
    next[stop] = before
    lead[stop] = there
    if (after === 0) this.first[route] = stop
    else next[after] = stop
    this.#lead(route, stop, before, on)
    this.route[stop] = route
    this.count[route] = this.count[route]! + 1
    this.load[route] = this.load[route]! + field.demand[stop]!
    if (field.timed) {
      forward(this, stop)
      backward(this, stop)
    }
  }

  /** Takes a stop out of its route; call `settle` for the route once all that leaves it has left. */
  remove(stop: number): void {
    const route = this.route[stop]!
    this.#journal.note(route)
    const { next, prev, field, lead } = this
    const a = prev[stop]!
    const b = next[stop]!
    const direct = a === 0 && b === 0 ? 0 : field.legs.of(a, b)
    this.length += direct - lead[stop]! - (b === 0 ? this.home[route]! : lead[b]!)
    if (a === 0) this.first[route] = b
    else next[a] = b
    this.#lead(route, a, b, direct)
    this.route[stop] = NONE
    this.count[route] = this.count[route]! - 1
    this.load[route] = this.load[route]! - field.demand[stop]!
  }

  /** Stop a leads to b of a route, 0 being the depot, over a leg of this length. */
  #lead(route: number, a: number, b: number, leg: number): void {
    if (b === 0) {
      this.last[route] = a
      this.home[route] = leg
    } else {
      this.prev[b] = a
      this.lead[b] = leg
    }
  }

  /** Brings everything that hangs on the whole of a route up to date. */
  settle(route: number): void {
    const { field } = this
    const first = this.first[route]!
    if (first === 0) {
      this.#free[this.#freeCount++] = route
      this.used--
    } else if (field.timed) {
      times(this, first, this.last[route]!)
    }
  }

  /** Sets a whole route anew from the first stops of a list; its length is taken along. The caller has checked that it fits. */
  replace(route: number, stops: Int32Array, count: number): void {
    this.#lift(route)
    this.#lay(route, stops, count)
  }

  /** Sets two routes anew that exchange stops. */
  replaceBoth(r: number, ofR: Int32Array, countR: number, s: number, ofS: Int32Array, countS: number): void {
    this.#lift(r)
    this.#lift(s)
    this.#lay(r, ofR, countR)
    this.#lay(s, ofS, countS)
  }

  /** Notes a route that is about to be set anew, and takes off its length. */
  #lift(route: number): void {
    this.#journal.note(route)
    const { next, lead } = this
    this.length -= this.home[route]!
    for (let at = this.count[route] === 0 ? 0 : this.first[route]!; at !== 0; at = next[at]!) this.length -= lead[at]!
  }

  #lay(route: number, stops: Int32Array, count: number): void {
    const { legs, demand } = this.field
    const { next, prev, lead } = this
    const wasEmpty = this.count[route] === 0
    let before = 0
    let load = 0
    this.first[route] = count > 0 ? stops[0]! : 0
    for (let k = 0; k < count; k++) {
      const stop = stops[k]!
      const leg = legs.of(before, stop)
      this.length += leg
      lead[stop] = leg
      prev[stop] = before
      next[stop] = k + 1 < count ? stops[k + 1]! : 0
      this.route[stop] = route
      load += demand[stop]!
      before = stop
    }
    this.last[route] = before
    this.home[route] = before === 0 ? 0 : legs.of(before, 0)
    this.length += this.home[route]!
    this.load[route] = load
    this.count[route] = count
    if (wasEmpty && count > 0) this.#open(route)
    if (!wasEmpty || count > 0) this.settle(route)
  }

  /** Says how many stops a route has, and keeps the stack of empty ones. */
  recount(route: number, count: number): void {
    const was = this.count[route]!
    this.count[route] = count
    if (was === 0 && count > 0) this.#open(route)
    if (was > 0 && count === 0) {
      this.#free[this.#freeCount++] = route
      this.used--
    }
  }

  /** Takes an empty route off the stack of those, wherever it stands in it. */
  #open(route: number): void {
    let place = this.#freeCount - 1
    while (this.#free[place] !== route) place--
    this.#free[place] = this.#free[--this.#freeCount]!
    this.used++
  }

  /** Begins a step that may be taken back. */
  begin(): void {
    this.#journal.begin()
  }

  /** Takes the step back: every route is as it was at `begin`. */
  takeBack(): void {
    this.#journal.takeBack()
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

  /** Puts the routes as last kept into a pool. */
  pour(pool: RoutePool): void {
    for (const stops of this.remembered()) pool.add(pooled(this.field, stops))
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
      this.home[r] = 0
      this.load[r] = 0
    }
    this.length = 0
    this.used = 0
    this.#freeCount = 0
    for (let r = this.limit - 1; r >= 0; r--) this.#free[this.#freeCount++] = r
    for (const stops of routes) {
      const route = this.empty
      if (route === NONE) throw new RangeError(`at most ${this.limit} routes, got ${routes.length}`)
      this.replace(route, Int32Array.from(stops), stops.length)
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
