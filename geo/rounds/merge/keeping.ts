import type { PlannedCheck } from '../problem/plannedCheck.ts'
import { type Fewest, fewest } from './fewest.ts'
import { type Group, join } from './group.ts'
import { itemOf, type Site } from './site.ts'
import { both, firstSlot, slotsWhere } from './slots.ts'
import { areSpaced } from './spaced.ts'

/** A visit of an earlier plan, as far as its checks are still to be merged. */
export interface Earlier {
  checks: readonly PlannedCheck[]
  /** Its half-day there; null: it had none. */
  slot: number | null
}

/** Up to so many visits every choice of those that are given up is tried; above it none, each one, and all. */
const EVERY_CHOICE = 8

/**
 * As many checks served as `anew` serves, with the fewest earlier visits given up; of these choices one where all others
 * keep their half-days, if there is one; of these the fewest visits. A visit that is not given up keeps all its checks;
 * others may join it. So there may be more visits than merging anew would need (two that lost a check each could now
 * be one): whoever was told of a visit is not told again to spare another. The proof says what merging anew would spare.
 */
export function keeping(site: Site, checks: readonly PlannedCheck[], before: readonly Earlier[], anew: Fewest): Fewest {
  const known = new Set(before.flatMap((visit) => visit.checks))
  const fresh = checks.filter((check) => !known.has(check))
  for (const choices of choicesOf(before.length)) {
    for (const stay of [staying, gathered]) {
      const found = choices.flatMap((givenUp) => {
        const kept = before.filter((_, at) => !givenUp.has(at)).map((visit) => stay(site, visit))
        const loose = before.filter((_, at) => givenUp.has(at)).flatMap((visit) => visit.checks)
        return canStand(site, kept) ? [fewest(site, [...fresh, ...loose], kept)] : []
      })
      const best = found
        .filter((one) => servedBy(one) >= servedBy(anew))
        .sort((a, b) => a.groups.length - b.groups.length)[0]
      if (best !== undefined) return { ...best, groups: best.groups.map((group) => widened(site, group)) }
    }
  }
  return anew
}

const servedBy = ({ groups }: Fewest): number => groups.reduce((sum, { items }) => sum + items.length, 0)

/** A visit as it was, on its half-day if it can; null where it can no longer take place at all. */
function staying(site: Site, visit: Earlier): Group | null {
  const group = gathered(site, visit)
  if (group === null || visit.slot === null) return group
  const own = slotsWhere(site.world.days.length, (slot) => slot === visit.slot)
  const there = { ...group, inWindows: both(group.inWindows, own), slots: both(group.slots, own) }
  return firstSlot(there.slots) < 0 ? group : there
}

/** A visit as it was, on any half-day. */
function gathered(site: Site, { checks }: Pick<Earlier, 'checks'>): Group | null {
  let group: Group | null = null
  for (const check of checks) {
    group = join(site, group, itemOf(site, check))
    if (group === null) return null
  }
  return group
}

const widened = (site: Site, { items }: Group): Group => gathered(site, { checks: items.map(({ check }) => check) })!

const canStand = (site: Site, groups: readonly (Group | null)[]): groups is Group[] =>
  groups.every((group) => group !== null) && groups.length <= site.mostVisits && areSpaced(site, groups)

/** Which of so many visits are given up: none, then one, then two, … */
function choicesOf(visits: number): Set<number>[][] {
  const all = Array.from({ length: visits }, (_, at) => at)
  if (visits > EVERY_CHOICE) return [[new Set()], all.map((at) => new Set([at])), [new Set(all)]]
  const choices = Array.from({ length: 2 ** visits }, (_, bits) => new Set(all.filter((at) => (bits >>> at) & 1)))
  return [...Map.groupBy(choices, ({ size }) => size)].sort(([a], [b]) => a - b).map(([, some]) => some)
}
