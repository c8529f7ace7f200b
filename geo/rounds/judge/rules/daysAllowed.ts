import { weekdayOf } from '../calendar.ts'
import { checksOf, type Facts, plannedRounds, visitsOf } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** Rounds go out on working days, inside the window of every check, to premises of their zone that are not closed. */
export const daysAllowed = (facts: Facts): Violation[] =>
  plannedRounds(facts).flatMap(([round, planned]): Violation[] => {
    const { day, zone } = planned
    const found: Violation[] = facts.workingDays.has(day) ? [] : [{ kind: 'working-day', round, day }]
    for (const visit of visitsOf(facts, planned)) {
      const premises = facts.premises.get(visit.premises)
      if (premises?.zone !== zone) found.push({ kind: 'foreign-zone', round, visit: visit.id, zone })
      if (premises?.closed?.includes(weekdayOf(day))) found.push({ kind: 'closed', round, visit: visit.id, day })
      for (const { id, release, due } of checksOf(facts, visit)) {
        if (day < release || due < day) found.push({ kind: 'window', round, check: id, day })
      }
    }
    return found
  })
