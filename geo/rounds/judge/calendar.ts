/** Days since 1970-01-01, by civil-calendar arithmetic (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayCount(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: string): number => (((dayCount(day) + 4) % 7) + 7) % 7

/** Seconds since midnight of 'HH:MM'. */
export function seconds(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number]
  return (hours * 60 + minutes) * 60
}
