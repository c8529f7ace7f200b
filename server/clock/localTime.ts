/** A local calendar day, 'YYYY-MM-DD'. */
export type Day = string

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  // The Swedish locale writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  return format
}

/** The local day of an instant in an IANA zone. */
export const localDay = (at: Date, timeZone: string): Day => formatIn(timeZone).format(at).slice(0, 10)

/** The day `days` later (or earlier, if negative); calendar arithmetic, no zone involved. */
export function plusDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Farther than midnight of any zone is from that of Greenwich. */
const REACH_MS = 15 * 3_600_000

/**
 * The first instant of a local day, by the offsets before and after any clock change: where midnight comes twice the
 * sooner one; where it is skipped, or the whole day is, the first instant after the gap.
 */
export function startOfDay(day: Day, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`)
  const offsetAt = (ms: number) => Date.parse(`${formatIn(timeZone).format(ms).replace(' ', 'T')}Z`) - ms
  const starts = [-REACH_MS, 0, REACH_MS].map((away) => wanted - offsetAt(wanted + away)).sort((a, b) => a - b)
  return new Date(starts.find((ms) => localDay(new Date(ms), timeZone) >= day)!)
}

/** The last whole second of a local day. */
export const endOfDay = (day: Day, timeZone: string): Date =>
  new Date(startOfDay(plusDays(day, 1), timeZone).getTime() - 1000)
