import type { PlannedCheck } from '../problem/plannedCheck.ts'
import { apart } from './apart.ts'
import { type Group, join } from './group.ts'
import { type Item, itemOf, type Site } from './site.ts'
import { countSlots, firstSlot, lastSlot } from './slots.ts'
import { areSpaced } from './spaced.ts'

/** Visits for the checks of one premises. */
export interface Fewest {
  groups: Group[]
  /** Checks that even alone have no half-day. */
  hopeless: Item[]
  /** Checks that have one, but not beside the visits that serve the others. */
  left: Item[]
  /** Checks that each need a visit of their own. */
  apart: Item[]
  /** Whether every way was tried, so that neither more checks nor fewer visits are possible. */
  isExhausted: boolean
}

/** Steps of the search before it settles for the best found: while visits may be saved, and while only attendances. */
const STEPS = 100_000
const STEPS_FOR_ATTENDANCES = 2_000
const STEPS_FOR_WIDTH = 200

/**
 * The visits that serve the most checks, of those the fewest, of those with the fewest attendances of departments, of
 * those with the widest windows. Checks are placed by earliest due date, which for windows alone finds the fewest visits
 * at once (interval stabbing); branch and bound looks whether other limits allow better, for a bounded time. Visits that
 * are `kept` are there from the start: checks may join them, none leaves.
 */
export function fewest(site: Site, checks: readonly PlannedCheck[], kept: readonly Group[] = []): Fewest {
  const items = byDue(checks.map((check) => itemOf(site, check)))
  const [served, hopeless] = partition(items, (item) => site.mostVisits > 0 && join(site, null, item) !== null)
  const search = new Search(site, served, kept)
  search.place(0)
  const { groups, left } = search.isCut ? completed(site, search.best) : search.best
  return { groups, hopeless, left, apart: search.apart, isExhausted: !search.isCut }
}

/** After a search that was cut short: what is left goes where it still fits. */
function completed(site: Site, best: Plan): Pick<Plan, 'groups' | 'left'> {
  let { groups } = best
  const left = best.left.filter((item) => {
    const ways = [
      ...groups.map((group, at) => groups.with(at, join(site, group, item)!)),
      [...groups, join(site, null, item)!],
    ]
    const way = ways.find(
      (way) => way.every((group) => group !== null) && way.length <= site.mostVisits && areSpaced(site, way),
    )
    groups = way ?? groups
    return way === undefined
  })
  return { groups, left }
}

interface Plan {
  groups: Group[]
  left: Item[]
  attendances: number
  width: number
}

class Search {
  best: Plan = { groups: [], left: [], attendances: 0, width: 0 }
  apart: Item[] = []
  isCut = false
  readonly #site: Site
  readonly #items: readonly Item[]
  readonly #fewestAttendances: number
  #found = false
  #steps = 0
  #most = STEPS
  readonly #groups: Group[]
  #left: Item[] = []

  constructor(site: Site, items: readonly Item[], kept: readonly Group[]) {
    this.#site = site
    this.#groups = [...kept]
    this.#items = items
    this.#fewestAttendances = attendancesAtLeast(items)
  }

  /** Places the checks from index `at` on in every way that may be better than the best so far. */
  place(at: number): void {
    if (this.#found && !this.#mayBeBetter()) return
    if (this.#steps++ >= this.#most) {
      this.isCut = true
      return
    }
    const item = this.#items[at]
    if (item === undefined) {
      this.#keep()
      return
    }
    for (const [index, joined] of this.#joined(item)) {
      const before = this.#groups[index]!
      this.#groups[index] = joined
      if (areSpaced(this.#site, this.#groups)) this.place(at + 1)
      this.#groups[index] = before
    }
    if (this.#groups.length < this.#site.mostVisits) {
      this.#groups.push(join(this.#site, null, item)!)
      if (areSpaced(this.#site, this.#groups)) this.place(at + 1)
      this.#groups.pop()
    }
    this.#left.push(item)
    this.place(at + 1)
    this.#left.pop()
  }

  /** Visits that can take the check too, those first to which its department comes anyway. */
  #joined(item: Item): [index: number, joined: Group][] {
    const all = this.#groups.flatMap((group, index): [number, Group][] => {
      const joined = join(this.#site, group, item)
      return joined === null ? [] : [[index, joined]]
    })
    const comesAnyway = ([index]: [number, Group]) => (this.#groups[index]!.departments & item.department) !== 0
    return [...all.filter(comesAnyway), ...all.filter((one) => !comesAnyway(one))]
  }

  /** Checks left, visits and attendances only grow, windows only shrink while no visit is added. */
  #mayBeBetter(): boolean {
    const { best } = this
    const isAll = this.#left.length === 0
    const visits = Math.max(this.#groups.length, isAll ? this.apart.length : 0)
    const attendances = Math.max(attendancesOf(this.#groups), isAll ? this.#fewestAttendances : 0)
    const worse = this.#left.length - best.left.length || visits - best.groups.length || attendances - best.attendances
    if (worse !== 0) return worse < 0
    return this.#groups.length < best.groups.length || widthOf(this.#groups) > best.width
  }

  #keep(): void {
    const groups = [...this.#groups]
    this.best = { groups, left: [...this.#left], attendances: attendancesOf(groups), width: widthOf(groups) }
    if (!this.#found) this.apart = apart(this.#site, this.#items, groups.length)
    this.#found = true
    const isProven = this.#left.length === 0 && groups.length === this.apart.length
    const isLeanest = isProven && this.best.attendances === this.#fewestAttendances
    if (isProven) this.#most = Math.min(STEPS, this.#steps + (isLeanest ? STEPS_FOR_WIDTH : STEPS_FOR_ATTENDANCES))
  }
}

const attendancesOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, { attendances }) => sum + attendances, 0)

const widthOf = (groups: readonly Group[]): number => groups.reduce((sum, { slots }) => sum + countSlots(slots), 0)

/** Each department must come as often as its own windows need. `items` by earliest due date. */
function attendancesAtLeast(items: readonly Item[]): number {
  const stabbed = new Map<number, number>()
  let count = 0
  for (const { department, slots } of items) {
    if (firstSlot(slots) <= (stabbed.get(department) ?? -1)) continue
    stabbed.set(department, lastSlot(slots))
    count++
  }
  return count
}

/** The order does not hang on the order of the rows. */
function byDue(items: readonly Item[]): Item[] {
  const keyed = items.map((item) => ({ item, first: firstSlot(item.slots), last: lastSlot(item.slots) }))
  keyed.sort((a, b) => a.last - b.last || a.first - b.first || (a.item.check.id < b.item.check.id ? -1 : 1))
  return keyed.map(({ item }) => item)
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const yes: T[] = []
  const no: T[] = []
  for (const one of all) (test(one) ? yes : no).push(one)
  return [yes, no]
}
