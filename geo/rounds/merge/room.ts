import { clockS, HALVES, type Hours } from '../problem/halfDay.ts'
import type { Rules } from '../problem/rules.ts'
import { AFTERNOONS, MORNINGS } from './slots.ts'

/** Seconds from the seat of the zone to the premises (parking included) and back. */
export interface Trip {
  thereS: number
  backS: number
}

/** The longest visit that fits a morning and an afternoon, in seconds; below 0: none. */
export type Room = readonly [morningS: number, afternoonS: number]

/**
 * Room for a visit between leaving the seat and being back within one half-day, in one of the opening hours (none: any
 * time). Without a trip the half-day sets no limit.
 */
export const roomFor = (trip: Trip | null, halfDays: Rules['halfDays'], hours: readonly Hours[]): Room => {
  const [morning, afternoon] = HALVES.map((half) => {
    const earliest = trip === null ? -Infinity : clockS(halfDays[half].from) + trip.thereS
    const latest = trip === null ? Infinity : clockS(halfDays[half].to) - trip.backS
    if (hours.length === 0) return latest - earliest
    return Math.max(...hours.map(({ from, to }) => Math.min(latest, clockS(to)) - Math.max(earliest, clockS(from))))
  })
  return [morning!, afternoon!]
}

/** Bits of the half-days in which a visit so long has room, as in slots. */
export const halvesWith = ([morningS, afternoonS]: Room, visitS: number): number =>
  (morningS >= visitS ? MORNINGS : 0) | (afternoonS >= visitS ? AFTERNOONS : 0)
