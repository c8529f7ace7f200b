import { type Day, dayNumber } from '../problem/day.ts'
import type { Premises } from '../problem/premises.ts'

/** Whether a premises is closed on that day of the week. 1970-01-01 was a Thursday. */
export const closedOn = ({ closed }: Premises, day: Day): boolean =>
  closed.length > 0 && closed.includes((dayNumber(day) + 4) % 7)
