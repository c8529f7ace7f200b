import { halvesWith } from './room.ts'
import { serviceS } from './service.ts'
import { countBits, type Item, type Site } from './site.ts'
import { both, firstSlot, ofHalves, type Slots } from './slots.ts'

/** Checks that one visit can serve. */
export interface Group {
  items: readonly Item[]
  departments: number
  /** Number of departments. */
  attendances: number
  longestS: number
  totalS: number
  /** Half-days inside all windows; the length of the visit and its crew are not looked at. */
  inWindows: Slots
  /** Half-days in which the visit can take place; never none. */
  slots: Slots
}

/** The visit for this check and those of the group; null where no half-day suits them together. */
export function join(site: Site, group: Group | null, item: Item): Group | null {
  if (group?.items.some(({ check }) => site.isIncompatible(check, item.check))) return null
  const departments = (group?.departments ?? 0) | item.department
  const crew = site.crew(departments)
  if (crew === null) return null
  const longestS = Math.max(group?.longestS ?? 0, item.check.serviceS)
  const totalS = (group?.totalS ?? 0) + item.check.serviceS
  const visitS = serviceS(site.world.problem.rules.service, longestS, totalS)
  const inWindows = group === null ? item.slots : both(group.inWindows, item.slots)
  const slots = ofHalves(both(inWindows, crew), halvesWith(site.room, visitS))
  if (firstSlot(slots) < 0) return null
  const items = group === null ? [item] : [...group.items, item]
  return { items, departments, attendances: countBits(departments), longestS, totalS, inWindows, slots }
}

/** Whether two checks cannot share a visit. */
export const isApart = (site: Site, a: Item, b: Item): boolean => {
  const alone = join(site, null, a)
  return alone === null || join(site, alone, b) === null
}
