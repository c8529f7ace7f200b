/** Officers of one half-day who may serve the same departments and zones. */
export interface OfficerClass {
  /** Departments they are certified for, as bits. */
  departments: number
  /** Zones they go out with, as bits. */
  zones: number
  count: number
}

/** How officers count. */
export interface Staffing {
  departments: number
  zones: number
  /** Officers each department of a round brings. */
  perDepartment: number
  /** False where the roster is not known: then officers limit nothing. */
  rostered: boolean
}

/** What one half-day has. */
export interface SlotSupply {
  classes: readonly OfficerClass[]
  /** Rounds each zone can still send out; Infinity: as many as officers allow. */
  rounds: readonly number[]
}

interface SlotState {
  /** Free officers a class. */
  free: Int32Array
  /** Officers of class c that serve need n (zone · departments + department): given[n · classes + c]. */
  given: Int32Array
  /** Classes that can serve a need, asked for once. */
  able: (Int32Array | undefined)[]
  classes: readonly OfficerClass[]
  rounds: Float64Array
}

/**
 * Officers and teams that are still free, half-day by half-day, under the demand of the rounds that are out. The demand of
 * a half-day is kept as a flow from (zone, department) to classes of officers, so that "can two more of this department
 * go?" is an augmenting path (Ford and Fulkerson 1956), exact also where one person holds several certificates or goes
 * out with several zones.
 */
export class Supply {
  readonly #slots: SlotState[]
  readonly #departments: number
  readonly #perDepartment: number
  readonly #seen: Uint8Array
  readonly #rostered: boolean

  constructor(slots: readonly SlotSupply[], { departments, zones, perDepartment, rostered }: Staffing) {
    this.#departments = departments
    this.#perDepartment = perDepartment
    this.#rostered = rostered
    this.#seen = new Uint8Array(Math.max(0, ...slots.map(({ classes }) => classes.length)))
    this.#slots = slots.map(({ classes, rounds }) => ({
      classes,
      free: Int32Array.from(classes, ({ count }) => count),
      given: new Int32Array(zones * departments * classes.length),
      able: [],
      rounds: Float64Array.from(rounds),
    }))
  }

  /** Whether a zone can send out one round more. */
  hasTeam(slot: number, zone: number): boolean {
    return this.#slots[slot]!.rounds[zone]! > 0
  }

  /** Whether each of these departments can send its officers with one round more of the zone. */
  canTake(slot: number, zone: number, departments: number): boolean {
    const taken = this.take(slot, zone, departments)
    this.give(slot, zone, taken)
    return taken === departments
  }

  /** Sends out officers of these departments; answers the departments that could, and stops at the first that could not. */
  take(slot: number, zone: number, departments: number): number {
    if (!this.#rostered) return departments
    const state = this.#slots[slot]!
    let taken = 0
    for (let rest = departments; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest
      const need = zone * this.#departments + 31 - Math.clz32(bit)
      for (let k = 0; k < this.#perDepartment; k++) {
        this.#seen.fill(0)
        if (this.#augment(state, need)) continue
        for (; k > 0; k--) this.#release(state, need)
        return taken
      }
      taken |= bit
    }
    return taken
  }

  /** Takes officers of these departments back. */
  give(slot: number, zone: number, departments: number): void {
    if (!this.#rostered) return
    const state = this.#slots[slot]!
    for (let rest = departments; rest !== 0; rest &= rest - 1) {
      const need = zone * this.#departments + 31 - Math.clz32(rest & -rest)
      for (let k = 0; k < this.#perDepartment; k++) this.#release(state, need)
    }
  }

  /** One round more (or, with −1, one fewer) of a zone is out. */
  count(slot: number, zone: number, more: number): void {
    const { rounds } = this.#slots[slot]!
    rounds[zone] = rounds[zone]! - more
  }

  /** Officers of class c that serve need n = zone · departments + department in a slot: [n · classes + c]. */
  flow(slot: number): Int32Array {
    return this.#slots[slot]!.given
  }

  #augment(state: SlotState, need: number): boolean {
    const { free, given, classes } = state
    const able = this.#ableTo(state, need)
    for (const c of able) {
      if (free[c] === 0) continue
      free[c]!--
      given[need * classes.length + c]!++
      return true
    }
    for (const c of able) {
      if (this.#seen[c] === 1) continue
      this.#seen[c] = 1
      for (let other = c; other < given.length; other += classes.length) {
        const otherNeed = (other - c) / classes.length
        if (given[other] === 0 || otherNeed === need || !this.#augment(state, otherNeed)) continue
        given[other]!--
        given[need * classes.length + c]!++
        return true
      }
    }
    return false
  }

  #release(state: SlotState, need: number): void {
    const { classes, given, free } = state
    for (let c = 0; c < classes.length; c++) {
      if (given[need * classes.length + c] === 0) continue
      given[need * classes.length + c]!--
      free[c]!++
      return
    }
    throw new Error('officers taken back that were never sent')
  }

  #ableTo(state: SlotState, need: number): Int32Array {
    const known = state.able[need]
    if (known !== undefined) return known
    const zone = Math.floor(need / this.#departments)
    const department = need % this.#departments
    const able = state.classes.flatMap(({ departments, zones }, c) =>
      (departments >>> department) & (zones >>> zone) & 1 ? [c] : [],
    )
    const found = Int32Array.from(able)
    state.able[need] = found
    return found
  }
}
