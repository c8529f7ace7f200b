import type { Group } from './group.ts'
import { countBefore, type Site } from './site.ts'
import { firstSlot, lastSlot } from './slots.ts'

/** Up to so many visits every order is tried; above it only the order of their last days, which may miss a way. */
const EXACT_VISITS = 12

/** Whether the visits can have days that keep the cool-off of the premises between any two. */
export function areSpaced(site: Site, groups: readonly Group[]): boolean {
  if (site.coolOffDays === 0 || groups.length < 2) return true
  if (groups.length > EXACT_VISITS) return isSpacedInOrder(site, groups)
  // Earliest day on which a set of visits can be over, over all orders (Held and Karp 1962).
  const over = new Float64Array(1 << groups.length).fill(Infinity)
  over[0] = -Infinity
  for (let done = 0; done + 1 < over.length; done++) {
    if (over[done] === Infinity) continue
    for (const [at, group] of groups.entries()) {
      if ((done >>> at) & 1) continue
      const day = firstDayFrom(site, group, over[done]! + site.coolOffDays)
      const next = done | (1 << at)
      if (day < over[next]!) over[next] = day
    }
  }
  return over.at(-1)! < Infinity
}

function isSpacedInOrder(site: Site, groups: readonly Group[]): boolean {
  const byLast = groups.toSorted((a, b) => lastSlot(a.slots) - lastSlot(b.slots))
  let day = -Infinity
  for (const group of byLast) day = firstDayFrom(site, group, day + site.coolOffDays)
  return day < Infinity
}

/** The first day of a visit from a day on, as days since 1970-01-01; Infinity where it has none. */
function firstDayFrom({ world: { days } }: Site, group: Group, from: number): number {
  const slot = firstSlot(group.slots, 2 * countBefore(days, from))
  return slot < 0 ? Infinity : days[slot >>> 1]!
}
