import type { Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** Every planned check is in one visit of one round, or left out with a reason; never both. */
export function everyCheckOnce({ file, solution, visit, check }: Facts): Violation[] {
  const found: Violation[] = []
  const merged = new Set<string>()
  for (const { id, checks } of solution.merged.visits) {
    for (const one of checks) {
      if (!check.has(one)) found.push({ kind: 'no-such-check', visit: id, check: one })
      else if (merged.has(one)) found.push({ kind: 'check-twice', check: one })
      merged.add(one)
    }
  }
  const driven = new Set<string>()
  const placed = new Set<string>()
  for (const [round, { stops }] of solution.rounds.entries()) {
    if (stops.length === 0) found.push({ kind: 'empty-round', round })
    for (const stop of stops) {
      if (!visit.has(stop.visit)) found.push({ kind: 'no-such-visit', round, visit: stop.visit })
      else if (driven.has(stop.visit)) found.push({ kind: 'visit-twice', visit: stop.visit })
      driven.add(stop.visit)
      for (const one of visit.get(stop.visit)?.checks ?? []) placed.add(one)
    }
  }
  const out = new Set(solution.unplaced.filter(({ because }) => because.length > 0).map((one) => one.check))
  for (const { id } of file.checks) {
    if (placed.has(id) && out.has(id)) found.push({ kind: 'check-both', check: id })
    if (!placed.has(id) && !out.has(id)) found.push({ kind: 'check-lost', check: id })
  }
  return found
}
