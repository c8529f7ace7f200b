/** The days of the demo year are days of Asia/Shanghai, which has been UTC+8 without summer time since 1992. */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

export interface DemoDay {
  /** 'YYYY-MM-DD'. */
  day: string
  /** 'MM-DD'. */
  monthDay: string
  /** 0 January … 11 December. */
  month: number
  weekend: boolean
  /** Local midnight, milliseconds. */
  start: number
}

/** The 365 days that end with this one. */
export function yearEnding(lastDay: string): DemoDay[] {
  const last = Date.parse(`${lastDay}T00:00:00Z`)
  if (Number.isNaN(last)) throw new Error(`expected a day like 2026-01-31, got ${lastDay}`)
  return Array.from({ length: 365 }, (_, index) => {
    const at = new Date(last - (364 - index) * DAY_MS)
    const day = at.toISOString().slice(0, 10)
    const weekday = at.getUTCDay()
    return {
      day,
      monthDay: day.slice(5),
      month: at.getUTCMonth(),
      weekend: weekday === 0 || weekday === 6,
      start: at.getTime() - OFFSET_MS,
    }
  })
}

/** The last day that is over, seen from a moment. */
export function lastCompleteDay(now: Date): string {
  return new Date(now.getTime() + OFFSET_MS - DAY_MS).toISOString().slice(0, 10)
}

/** Local time with its offset, to the second. */
export function isoLocal(at: number): string {
  return `${new Date(at + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** Hour of the local day, 0–23. */
export function localHour(at: number): number {
  return new Date(at + OFFSET_MS).getUTCHours()
}
