import { type Day, plusDays } from '../clock/localTime.ts'
import { isWorkingDay } from '../clock/workingDays.ts'
import { Problem } from '../errors.ts'
import type { Pack } from '../pack/pack.ts'

/**
 * The working days from–to (both included), make-up days counted. Refuses a period that runs into a year whose
 * working days are not decreed yet: a crew cannot be promised for them.
 */
export function crewDays(period: { from: Day; to: Day }, calendar: Pack['calendar']): Day[] {
  const days: Day[] = []
  for (let day = period.from; day <= period.to; day = plusDays(day, 1)) {
    const working = isWorkingDay(day, calendar)
    if (working === undefined) {
      const expected = 'a day of a year whose working days are decreed'
      throw new Problem('invalid-input', { flaws: [{ path: 'to', expected, got: day }] })
    }
    if (working) days.push(day)
  }
  return days
}
