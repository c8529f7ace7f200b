import type { Pack } from '../pack/pack.ts'
import { type Day, endOfDay, localDay } from './localTime.ts'
import { addWorkingDays } from './workingDays.ts'

/** The zone and pack that a target is counted by. */
export interface Counting {
  timeZone: string
  pack: Pick<Pack, 'targets' | 'calendar'>
}

/** Until when a report received at `from` should be dispatched. A target of the pack, not law. */
export const dispatchDue = (from: Date, { pack }: Counting): Date =>
  new Date(from.getTime() + pack.targets.dispatchHours * 3_600_000)

/** End of the n-th working day after the local day of `from`; null while that calendar is not decreed. Not law. */
export function closeDue(from: Date, { pack, timeZone }: Counting): Date | null {
  const end = endOfWorkingDays(localDay(from, timeZone), pack.targets.closeWorkingDays, pack.calendar, timeZone)
  return end === null ? null : new Date(end)
}

/** What was counted before: a file of 200,000 reports of few days asks the same again and again. */
const counted = new Map<string, number | null>()
/** A lifetime of days; then counting begins anew. */
const MOST_COUNTED = 32_768

/** The last whole second of the `count`-th working day after `day`, in milliseconds since 1970; null while pending. */
function endOfWorkingDays(day: Day, count: number, calendar: Pack['calendar'], timeZone: string): number | null {
  const key = `${day} ${count} ${calendar} ${timeZone}`
  const known = counted.get(key)
  if (known !== undefined) return known
  const last = addWorkingDays(day, count, calendar)
  const end = last === null ? null : endOfDay(last, timeZone).getTime()
  if (counted.size >= MOST_COUNTED) counted.clear()
  counted.set(key, end)
  return end
}
