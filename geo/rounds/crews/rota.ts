import { bits } from '../bits.ts'
import { drivenBy, timesOf } from './driving.ts'
import { kindOf, type Model, NONE } from './model.ts'
import type { Route } from './route.ts'
import { Supply } from './supply.ts'

/** One round in the making. */
export interface Outing {
  slot: number
  zone: number
  /** In driving order. */
  stops: number[]
  /** Earliest and latest begin of each stay: an insertion is judged without driving the whole round again. */
  early: number[]
  late: number[]
  departments: number
  /** Seconds driven. */
  driven: number
}

/**
 * Rounds under change: each is bound to a half-day, so that opening hours, officers, teams and cool-off days are known at
 * every step, and no solution on the way breaks a rule. A step that is not liked is taken back by putting back only the
 * rounds it touched.
 */
export class Rota {
  readonly model: Model
  readonly supply: Supply
  /** By id; null: free. */
  readonly outings: (Outing | null)[] = []
  /** Round of a stop; NONE for one that is out. */
  readonly of: Int32Array
  /** Rounds there are; sums over them. */
  used = 0
  crews = 0
  driven = 0
  readonly #free: number[] = []
  readonly #before = new Map<number, Outing | null>()

  constructor(model: Model) {
    this.model = model
    this.supply = new Supply(model.supply, model.staffing)
    this.of = new Int32Array(model.size).fill(NONE)
  }

  /** Whether a stop may join a round, officers and driving aside. */
  suits({ zone, slot, departments, stops }: Outing, stop: number): boolean {
    const { model } = this
    const all = departments | model.need[stop]!
    return (
      zone === model.zone[stop] &&
      this.mayBeOn(stop, slot) &&
      bits(all) <= model.mostDepartments &&
      model.unrecused([stop, ...stops], slot, all)
    )
  }

  /** Whether a stop may be visited in a slot: its own window, and its distance from other visits of the premises. */
  mayBeOn(stop: number, slot: number): boolean {
    const { allowed, halfDays } = this.model
    return allowed[stop * halfDays.length + slot] === 1 && this.keepsDistance(stop, slot)
  }

  /** Whether a slot is far enough from the other visits of the premises. */
  keepsDistance(stop: number, slot: number): boolean {
    const { siblings, setDays, coolOffDays, days } = this.model
    const apart = coolOffDays[stop]!
    const day = days[slot]!
    for (const other of siblings[stop]!) {
      const at = this.of[other]!
      if (at !== NONE && Math.abs(days[this.outings[at]!.slot]! - day) < apart) return false
    }
    return setDays[stop]!.every((set) => Math.abs(set - day) >= apart)
  }

  /** Opens a round; the caller has seen that a team is there. Answers its id. */
  open(slot: number, zone: number): number {
    const id = this.#free.pop() ?? this.outings.length
    this.#note(id)
    this.outings[id] = { slot, zone, stops: [], early: [], late: [], departments: 0, driven: 0 }
    this.supply.count(slot, zone, 1)
    this.used++
    return id
  }

  /** Puts a stop at a place of a round. The caller has seen that it fits and that officers are there. */
  insert(id: number, at: number, stop: number): void {
    const outing = this.#change(id)
    outing.stops.splice(at, 0, stop)
    this.of[stop] = id
    this.#settle(outing)
  }

  /** Puts a stop at the end of a round if it keeps every rule there; answers whether it did. */
  append(id: number, stop: number): boolean {
    const outing = this.outings[id]!
    const { slot, zone, departments, stops } = outing
    if (!this.suits(outing, stop) || timesOf(this.model, kindOf(slot), [...stops, stop]) === null) return false
    if (!this.supply.canTake(slot, zone, this.model.need[stop]! & ~departments)) return false
    this.insert(id, stops.length, stop)
    return true
  }

  /**
   * Takes stops out of a round; one that is left without any is closed. Where no way leads over those that are left, they
   * go too. Answers all that left.
   */
  remove(id: number, stops: readonly number[]): readonly number[] {
    const outing = this.#change(id)
    const rest = outing.stops.filter((stop) => !stops.includes(stop))
    const canGoOn = timesOf(this.model, kindOf(outing.slot), rest) !== null
    const leaving = canGoOn ? stops : outing.stops
    outing.stops = canGoOn ? rest : []
    for (const stop of leaving) this.of[stop] = NONE
    this.#settle(outing)
    if (outing.stops.length === 0) this.#close(id)
    return leaving
  }

  /** Puts a round's stops in another order or exchanges them; the caller has seen that officers are there. */
  replace(id: number, stops: readonly number[]): void {
    const outing = this.#change(id)
    for (const stop of outing.stops) if (this.of[stop] === id) this.of[stop] = NONE
    outing.stops = [...stops]
    for (const stop of stops) this.of[stop] = id
    this.#settle(outing)
  }

  /** Moves a whole round to another half-day, if all its stops, a team and officers are free there. */
  shift(id: number, slot: number): boolean {
    const outing = this.outings[id]!
    const { zone, departments, stops } = outing
    if (slot === outing.slot || !this.supply.hasTeam(slot, zone)) return false
    if (!stops.every((stop) => this.mayBeOn(stop, slot)) || !this.model.unrecused(stops, slot, departments))
      return false
    if (timesOf(this.model, kindOf(slot), stops) === null || !this.supply.canTake(slot, zone, departments)) return false
    const moved = this.#change(id)
    this.supply.give(moved.slot, zone, departments)
    this.supply.count(moved.slot, zone, -1)
    moved.slot = slot
    this.supply.count(slot, zone, 1)
    this.supply.take(slot, zone, departments)
    this.#settle(moved)
    return true
  }

  /** Begins a step that may be taken back. */
  begin(): void {
    this.#before.clear()
  }

  /** Every round is again as it was at `begin`. */
  takeBack(): void {
    for (const id of this.#before.keys()) {
      const outing = this.outings[id]
      if (outing !== null && outing !== undefined) this.#drop(id, outing)
    }
    for (const [id, outing] of this.#before) if (outing !== null) this.#restore(id, outing)
    this.#before.clear()
    this.#refillFree()
  }

  /** All rounds, to be remembered. */
  routes(): Route[] {
    return this.outings.flatMap((outing) => (outing === null ? [] : [{ slot: outing.slot, stops: [...outing.stops] }]))
  }

  /** Throws away everything and takes these rounds, which keep all rules together. */
  take(routes: readonly Route[]): void {
    for (const [id, outing] of this.outings.entries()) if (outing !== null) this.#drop(id, outing)
    this.#before.clear()
    this.#refillFree()
    for (const { slot, stops } of routes) {
      const id = this.open(slot, this.model.zone[stops[0]!]!)
      this.replace(id, stops)
    }
    this.#before.clear()
  }

  #note(id: number): void {
    if (this.#before.has(id)) return
    const outing = this.outings[id] ?? null
    this.#before.set(id, outing === null ? null : { ...outing, stops: [...outing.stops] })
  }

  #change(id: number): Outing {
    this.#note(id)
    return this.outings[id]!
  }

  /** Brings what follows from a round's stops up to date. */
  #settle(outing: Outing): void {
    const { model } = this
    let departments = 0
    for (const stop of outing.stops) departments |= model.need[stop]!
    const gone = outing.departments & ~departments
    const come = departments & ~outing.departments
    if (gone !== 0) this.supply.give(outing.slot, outing.zone, gone)
    if (come !== 0 && this.supply.take(outing.slot, outing.zone, come) !== come)
      throw new Error('a round without officers')
    this.crews += bits(come) - bits(gone)
    outing.departments = departments
    this.driven -= outing.driven
    outing.driven = drivenBy(model, outing.stops)
    this.driven += outing.driven
    const times = timesOf(model, kindOf(outing.slot), outing.stops)
    if (times === null) throw new Error('a round that cannot be driven')
    outing.early = times.early
    outing.late = times.late
  }

  #close(id: number): void {
    const outing = this.outings[id]!
    this.supply.count(outing.slot, outing.zone, -1)
    this.outings[id] = null
    this.#free.push(id)
    this.used--
  }

  /** Takes a round away, whatever it holds. */
  #drop(id: number, outing: Outing): void {
    this.supply.give(outing.slot, outing.zone, outing.departments)
    this.crews -= bits(outing.departments)
    this.driven -= outing.driven
    for (const stop of outing.stops) if (this.of[stop] === id) this.of[stop] = NONE
    this.#close(id)
  }

  #restore(id: number, outing: Outing): void {
    this.outings[id] = outing
    this.supply.count(outing.slot, outing.zone, 1)
    this.supply.take(outing.slot, outing.zone, outing.departments)
    for (const stop of outing.stops) this.of[stop] = id
    this.crews += bits(outing.departments)
    this.driven += outing.driven
    this.used++
  }

  #refillFree(): void {
    this.#free.length = 0
    for (let id = this.outings.length - 1; id >= 0; id--) if (this.outings[id] === null) this.#free.push(id)
  }
}
