import type { Problem } from '../problem/problem.ts'
import type { Differing } from './hopeful.ts'

/** Zones whose rounds an event made others, and those that share with them people who are away or went elsewhere. */
export function reachedZones(old: Problem, now: Problem, { gone, come }: Differing): Set<string> {
  const rounds = [...gone, ...come]
  const known = new Set(old.officers ?? [])
  const stirred = new Set(rounds.flatMap(({ crew }) => crew.map(({ officer }) => officer)))
  const people = (now.officers ?? []).filter((officer) => stirred.has(officer.id) || !known.has(officer))
  return new Set([
    ...rounds.map(({ zone }) => zone),
    ...people.flatMap(({ zones }) => zones ?? now.zones.map(({ id }) => id)),
  ])
}
