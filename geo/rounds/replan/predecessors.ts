import type { Visit } from '../merge/visit.ts'

/**
 * The visit that each of these was before: the one it has most checks in common with, each only once, so that a visit
 * that gains or loses a check is still the same.
 */
export function predecessors(before: readonly Visit[], now: readonly Visit[]): Map<Visit, Visit> {
  const byCheck = new Map(before.flatMap((visit) => visit.checks.map((check) => [check, visit] as const)))
  const sharedOf = (visit: Visit) =>
    [
      ...Map.groupBy(
        visit.checks.flatMap((check) => byCheck.get(check) ?? []),
        (old) => old,
      ),
    ].map(([old, shared]) => ({ visit, old, same: shared.length / Math.max(visit.checks.length, old.checks.length) }))
  const was = new Map<Visit, Visit>()
  const taken = new Set<Visit>()
  for (const { visit, old } of now.flatMap(sharedOf).sort((a, b) => b.same - a.same)) {
    if (was.has(visit) || taken.has(old)) continue
    was.set(visit, old)
    taken.add(old)
  }
  return was
}

/** The visits under the ids that they had before; those that were not there take ids that nobody had. */
export function renamed(premises: string, before: readonly Visit[], now: readonly Visit[]): Visit[] {
  const was = predecessors(before, now)
  const ids = new Set(before.map(({ id }) => id))
  let number = 0
  const free = (): string => {
    do number++
    while (ids.has(`${premises}#${number}`))
    return `${premises}#${number}`
  }
  return now.map((visit) => {
    const old = was.get(visit)
    const named = { ...visit, id: old?.id ?? free() }
    return old !== undefined && JSON.stringify(old) === JSON.stringify(named) ? old : named
  })
}
