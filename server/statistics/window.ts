import { type Day, plusDays } from '../clock/localTime.ts'

/** Slices of time of one length, the first beginning at `origin`. */
export interface Window {
  step: 'day' | 'week' | 'month'
  origin: Day
  /** First days of the slices. */
  slices: Day[]
  /** Whether each slice lies wholly inside the asked days, is over, and does not end before the data begin. */
  whole: boolean[]
}

/** The days that a count can be complete for: `since` the first with data, until the last that is over. */
export interface Known {
  since: Day
  over: Day
}

/**
 * Cuts the local days from `first` to `last`, both included, into days, weeks (Monday first) or months. Slices that the
 * range, the running day or the beginning of the data cut short are marked: half a week, or one still to come, compared
 * with whole ones looks like a fall, and one before the data like a rise.
 */
export function windowOf(step: Window['step'], first: Day, last: Day, { since, over }: Known): Window {
  const origin = beginning(step, first)
  const slices: Day[] = []
  for (let at = origin; at <= last; at = next(step, at)) slices.push(at)
  const end = last < over ? last : over
  const whole = slices.map((from) => {
    const to = plusDays(next(step, from), -1)
    return from >= first && to <= end && to >= since
  })
  return { step, origin, slices, whole }
}

function beginning(step: Window['step'], day: Day): Day {
  if (step === 'month') return `${day.slice(0, 7)}-01`
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return step === 'week' ? plusDays(day, -weekday) : day
}

function next(step: Window['step'], day: Day): Day {
  if (step === 'day') return plusDays(day, 1)
  return step === 'week' ? plusDays(day, 7) : `${plusDays(day, 31).slice(0, 7)}-01`
}

/** First and last day of each slice. */
export const daysOf = ({ step, slices }: Pick<Window, 'step' | 'slices'>): { from: Day; to: Day }[] =>
  slices.map((from) => ({ from, to: plusDays(next(step, from), -1) }))

/** The days of the whole slices alone; null where none is whole. */
export function wholeDays({ step, slices, whole }: Window): { from: Day; to: Day } | null {
  const [first, last] = [whole.indexOf(true), whole.lastIndexOf(true)]
  return first === -1 ? null : { from: slices[first]!, to: plusDays(next(step, slices[last]!), -1) }
}
