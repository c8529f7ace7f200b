const DAY_MS = 86_400_000

const next = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

/** Every day from the first with reports to the last, those without as 0. */
export function everyDay(byDay: readonly { day: string; count: number }[]): { day: string; count: number }[] {
  const counts = new Map(byDay.map(({ day, count }) => [day, count]))
  const last = byDay.at(-1)?.day ?? ''
  const days: { day: string; count: number }[] = []
  for (let day = byDay[0]?.day; day !== undefined && day <= last; day = next(day)) {
    days.push({ day, count: counts.get(day) ?? 0 })
  }
  return days
}
