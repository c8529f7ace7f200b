/** One class of the coloured map: counts from–to, both included, and its step of the ramp. */
export interface CountClass {
  from: number
  to: number
  step: number
}

const STEPS = 6

/** At most six classes of about equally many areas, their bounds rounded up to two figures; 0 is no class. */
export function classesOf(counts: readonly number[]): CountClass[] {
  const some = counts.filter((count) => count > 0).sort((a, b) => a - b)
  if (some.length === 0) return []
  const most = some.at(-1)!
  const bounds = new Set(
    Array.from({ length: STEPS }, (_, at) => {
      const quantile = some[Math.ceil(((at + 1) * some.length) / STEPS) - 1]!
      return Math.min(most, rounded(quantile))
    }),
  )
  const tops = [...bounds].sort((a, b) => a - b)
  return tops.map((to, at) => ({ from: (tops[at - 1] ?? 0) + 1, to, step: stepOf(at, tops.length) }))
}

/** The step of a count: 0 for none. */
export const stepFor = (classes: readonly CountClass[], count: number): number =>
  count === 0 ? 0 : (classes.find(({ to }) => count <= to)?.step ?? STEPS)

/** Few classes are spread over the whole ramp. */
const stepOf = (at: number, classes: number) =>
  classes === 1 ? STEPS : 1 + Math.round((at * (STEPS - 1)) / (classes - 1))

function rounded(count: number): number {
  if (count <= 20) return count
  const unit = 10 ** Math.floor(Math.log10(count) - 1)
  return Math.ceil(count / unit) * unit
}
