import { seconds } from '../calendar.ts'
import { type Facts, plannedRounds } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** A round is out within one half-day, and every visit lies within opening hours. */
export const withinHours = (facts: Facts): Violation[] =>
  plannedRounds(facts).flatMap(([round, { half, leaveS, backS, stops }]): Violation[] => {
    const { from, to } = facts.halfDays[half]!
    const isOut = leaveS >= seconds(from) && backS <= seconds(to)
    const closed = stops.filter(({ visit, startS, endS }) => {
      const { hours = [] } = facts.premises.get(facts.visit.get(visit)?.premises ?? '') ?? {}
      return hours.length > 0 && !hours.some((open) => seconds(open.from) <= startS && endS <= seconds(open.to))
    })
    return [
      ...(isOut ? [] : [{ kind: 'half-day-length' as const, round, leaveS, backS }]),
      ...closed.map(({ visit, startS, endS }) => ({ kind: 'opening-hours' as const, round, visit, startS, endS })),
    ]
  })
