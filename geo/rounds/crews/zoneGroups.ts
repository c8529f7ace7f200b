import type { Problem } from '../problem/problem.ts'

/** Most visits that are searched over together: beyond, zones that share officers go one after another. */
export const TOGETHER = 2500

/** Zones and departments are bits of a number; the sign bit stays free. */
const MOST_ZONES = 31

/**
 * Zones that must be looked at together because some officer goes out with more than one of them, largest groups first;
 * zones that share nobody stand alone. Too large a group falls apart into its zones: they are then solved one after
 * another, each with what officers the ones before have left.
 */
export function zoneGroups(problem: Problem, visitsOf: (zone: string) => number): string[][] {
  const all = problem.zones.map(({ id }) => id).filter((zone) => visitsOf(zone) > 0)
  const group = new Map(all.map((zone) => [zone, zone]))
  const root = (zone: string): string => (group.get(zone) === zone ? zone : root(group.get(zone)!))
  for (const { zones } of problem.officers ?? []) {
    const [first, ...others] = (zones ?? all).filter((zone) => group.has(zone))
    if (first !== undefined) for (const other of others) group.set(root(other), root(first))
  }
  const visits = (zones: readonly string[]) => zones.reduce((sum, zone) => sum + visitsOf(zone), 0)
  return [...Map.groupBy(all, root).values()]
    .flatMap((zones) => (zones.length > MOST_ZONES || visits(zones) > TOGETHER ? zones.map((zone) => [zone]) : [zones]))
    .sort((a, b) => visits(b) - visits(a))
}
