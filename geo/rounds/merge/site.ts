import { dayNumber } from '../problem/day.ts'
import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Premises } from '../problem/premises.ts'
import { type Room, roomFor } from './room.ts'
import { during, type Slots } from './slots.ts'
import type { World } from './world.ts'

/** What can keep a check out of a visit; each can be left aside to find out what it costs. */
export const LIMITS = [
  'opening-hours',
  'officers',
  'cool-off',
  'incompatible',
  'crew-size',
  'half-day-length',
  'unreachable',
  'frequency-cap',
  'window',
] as const
export type Limit = (typeof LIMITS)[number]

/** A planned check as one bit of what a visit must bring. */
export interface Item {
  check: PlannedCheck
  department: number
  /** Half-days inside its window on which the premises can be visited. */
  slots: Slots
}

/** What holds for all visits of one premises. */
export interface Site {
  world: World
  premises: Premises
  /** Half-days on which it is open and not within the cool-off of a locked visit. */
  slots: Slots
  room: Room
  /** Half-days in which the departments can send their officers; null: the crew would be too large. */
  crew: (departments: number) => Slots | null
  isIncompatible: (a: PlannedCheck, b: PlannedCheck) => boolean
  /** Visits that may still be added to the locked ones. */
  mostVisits: number
  coolOffDays: number
}

/** The site of a premises with some limits left aside. */
export function siteOf(world: World, premises: Premises, aside: ReadonlySet<Limit> = new Set()): Site {
  const { rules } = world.problem
  const locked = world.locked.get(premises.id) ?? []
  const coolOffDays = aside.has('cool-off') ? 0 : premises.coolOffDays
  const open = world.openOn(aside.has('opening-hours') ? [] : premises.closed)
  const hours = aside.has('opening-hours') ? [] : premises.hours
  const way = world.trip(premises)
  const trip = way ?? (aside.has('unreachable') ? { thereS: 0, backS: 0 } : null)
  const mostOfficers = aside.has('crew-size') ? null : rules.mostOfficersPerRound
  const mostDepartments = mostOfficers === null ? Infinity : Math.floor(mostOfficers / rules.officersPerDepartment)
  const all = world.openOn([])
  return {
    world,
    premises,
    slots: locked.reduce((slots, { day }) => apartFrom(slots, world.days, dayNumber(day), coolOffDays), open),
    room: trip === null ? NO_ROOM : roomFor(aside.has('half-day-length') ? null : trip, rules.halfDays, hours),
    crew: (departments) => {
      if (countBits(departments) > mostDepartments) return null
      return aside.has('officers') ? all : world.crews.of(premises, departments)
    },
    isIncompatible: (a, b) => !aside.has('incompatible') && (world.incompatible.get(a.matter)?.has(b.matter) ?? false),
    mostVisits:
      premises.mostVisits === null || aside.has('frequency-cap')
        ? Infinity
        : Math.max(0, premises.mostVisits - locked.length),
    coolOffDays,
  }
}

const NO_ROOM: Room = [-Infinity, -Infinity]

/** A check at its site; `anyDay` leaves its window aside. */
export function itemOf(site: Site, check: PlannedCheck, anyDay = false): Item {
  const { days, bitOf } = site.world
  const department = bitOf.get(check.department)!
  if (anyDay) return { check, department, slots: site.slots }
  const from = countBefore(days, dayNumber(check.release))
  const to = countBefore(days, dayNumber(check.due) + 1) - 1
  return { check, department, slots: during(site.slots, from, to) }
}

/** Number of days before `day`: the index of the first that is not. */
export function countBefore(days: readonly number[], day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (days[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of departments in a bitmask. */
export function countBits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Those that lie at least `gap` days from `day`. */
function apartFrom(slots: Slots, days: readonly number[], day: number, gap: number): Slots {
  const from = countBefore(days, day - gap + 1)
  const to = countBefore(days, day + gap) - 1
  if (from > to) return slots
  const near = during(slots, from, to)
  return slots.map((word, at) => word & ~near[at]!)
}
