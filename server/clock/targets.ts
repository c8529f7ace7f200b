import type { Pack } from '../pack/pack.ts'
import { endOfDay, localDay } from './localTime.ts'
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
  const day = addWorkingDays(localDay(from, timeZone), pack.targets.closeWorkingDays, pack.calendar)
  return day === null ? null : endOfDay(day, timeZone)
}
