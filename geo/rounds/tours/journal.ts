import { NONE } from './field.ts'
import type { Timetable } from './times.ts'

/** What of routes over a field a journal puts back. */
export interface Journaled extends Timetable {
  readonly limit: number
  readonly route: Int32Array
  readonly lead: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  readonly home: Int32Array
  readonly count: Int32Array
  readonly load: Int32Array
  length: number
  /** Says how many stops a route has now. */
  recount(route: number, count: number): void
}

/**
 * What a step has changed: every route as it was before its first change, so that a rejected step is undone by copying
 * back only the routes it touched. Nothing is computed anew.
 */
export class Journal {
  readonly #tours: Journaled
  readonly #touched: Int32Array
  #count = 0
  readonly #isTouched: Uint8Array
  /** Of each touched route: where its stops begin in the log, and what is kept of it as a whole. */
  readonly #start: Int32Array
  readonly #home: Int32Array
  readonly #load: Int32Array
  /** Stops of touched routes, one after another, with what is kept of each. */
  #log: StopLog
  #end = 0
  #length = 0

  constructor(tours: Journaled) {
    const { limit, field } = tours
    this.#tours = tours
    this.#touched = new Int32Array(limit)
    this.#isTouched = new Uint8Array(limit)
    this.#start = new Int32Array(limit + 1)
    this.#home = new Int32Array(limit)
    this.#load = new Int32Array(limit)
    this.#log = stopLog(field.size)
  }

  /** Begins a step: all that was noted before is forgotten. */
  begin(): void {
    for (let k = 0; k < this.#count; k++) this.#isTouched[this.#touched[k]!] = 0
    this.#count = 0
    this.#end = 0
    this.#length = this.#tours.length
  }

  /** Notes how a route is, before it changes for the first time in this step. */
  note(route: number): void {
    if (this.#isTouched[route] === 1) return
    const tours = this.#tours
    const { next, lead, early, late, count } = tours
    const k = this.#count++
    this.#isTouched[route] = 1
    this.#touched[k] = route
    this.#start[k] = this.#end
    this.#home[k] = tours.home[route]!
    this.#load[k] = tours.load[route]!
    if (this.#end + count[route]! > this.#log.stop.length) this.#log = longer(this.#log)
    const log = this.#log
    let end = this.#end
    for (let at = count[route] === 0 ? 0 : tours.first[route]!; at !== 0; at = next[at]!) {
      log.stop[end] = at
      log.lead[end] = lead[at]!
      log.early[end] = early[at]!
      log.late[end++] = late[at]!
    }
    this.#end = end
    this.#start[k + 1] = end
  }

  /** Takes the step back: every touched route is as it was at `begin`. */
  takeBack(): void {
    const tours = this.#tours
    for (let k = 0; k < this.#count; k++) {
      const route = this.#touched[k]!
      for (let at = tours.count[route] === 0 ? 0 : tours.first[route]!; at !== 0; at = tours.next[at]!)
        tours.route[at] = NONE
    }
    for (let k = 0; k < this.#count; k++) this.#putBack(k)
    tours.length = this.#length
  }

  #putBack(k: number): void {
    const tours = this.#tours
    const { next, prev, lead, early, late } = tours
    const log = this.#log
    const route = this.#touched[k]!
    const start = this.#start[k]!
    const end = this.#start[k + 1]!
    let before = 0
    for (let at = start; at < end; at++) {
      const stop = log.stop[at]!
      prev[stop] = before
      if (before !== 0) next[before] = stop
      tours.route[stop] = route
      lead[stop] = log.lead[at]!
      early[stop] = log.early[at]!
      late[stop] = log.late[at]!
      before = stop
    }
    if (before !== 0) next[before] = 0
    tours.recount(route, end - start)
    tours.first[route] = end > start ? log.stop[start]! : 0
    tours.last[route] = before
    tours.home[route] = this.#home[k]!
    tours.load[route] = this.#load[k]!
  }
}

interface StopLog {
  stop: Int32Array
  lead: Int32Array
  early: Int32Array
  late: Int32Array
}

const stopLog = (size: number): StopLog => ({
  stop: new Int32Array(size),
  lead: new Int32Array(size),
  early: new Int32Array(size),
  late: new Int32Array(size),
})

/** A route that was noted empty and takes stops of others can make a step's log longer than all stops. */
function longer(log: StopLog): StopLog {
  const twice = stopLog(2 * log.stop.length)
  twice.stop.set(log.stop)
  twice.lead.set(log.lead)
  twice.early.set(log.early)
  twice.late.set(log.late)
  return twice
}
