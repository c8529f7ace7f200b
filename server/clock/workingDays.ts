import chineseDays from 'chinese-days'
import type { Pack } from '../pack/pack.ts'
import { type Day, plusDays } from './localTime.ts'

/**
 * Years whose public holidays and make-up days (调休) the State Council has decreed and the package knows.
 * The package calls every weekday of any other year a working day, so it is never asked about them.
 */
const DECREED_YEARS = { from: 2004, to: 2026 }

/** Whether a day is worked; undefined while the calendar of its year is not decreed. */
export function isWorkingDay(day: Day, calendar: Pack['calendar']): boolean | undefined {
  if (calendar === 'weekdays') {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6
  }
  const year = Number(day.slice(0, 4))
  if (year < DECREED_YEARS.from || year > DECREED_YEARS.to) return undefined
  return chineseDays.isWorkday(day)
}

/** The `count`-th working day after `day`; null (the deadline is pending) when the way leads into an undecreed year. */
export function addWorkingDays(day: Day, count: number, calendar: Pack['calendar']): Day | null {
  let current = day
  for (let left = count; left > 0; ) {
    current = plusDays(current, 1)
    const worked = isWorkingDay(current, calendar)
    if (worked === undefined) return null
    if (worked) left--
  }
  return current
}
