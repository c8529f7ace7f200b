import { dayCount } from '../calendar.ts'
import { type Facts, visitsOf } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** A premises is visited no more often than its cap, with its cool-off between; locked visits count, but are not judged. */
export function visitsApart(facts: Facts): Violation[] {
  const calls = facts.solution.rounds.flatMap((planned, round) =>
    visitsOf(facts, planned).map(({ premises }) => ({
      premises,
      day: planned.day,
      isTold: facts.lockedRounds.has(round),
    })),
  )
  return [...Map.groupBy(calls, ({ premises }) => premises)].flatMap(([id, own]): Violation[] => {
    const { mostVisits, coolOffDays = 0 } = facts.premises.get(id) ?? {}
    const found: Violation[] = []
    const most = mostVisits ?? Infinity
    if (own.length > most && own.some(({ isTold }) => !isTold)) {
      found.push({ kind: 'frequency-cap', premises: id, visits: own.length, most })
    }
    const byDay = own.toSorted((a, b) => dayCount(a.day) - dayCount(b.day))
    for (const [at, second] of byDay.entries()) {
      const first = byDay[at - 1]
      if (first === undefined || (first.isTold && second.isTold)) continue
      if (dayCount(second.day) - dayCount(first.day) < coolOffDays) {
        found.push({ kind: 'cool-off', premises: id, first: first.day, second: second.day, least: coolOffDays })
      }
    }
    return found
  })
}
