import { z } from 'zod'
import { Day } from './day.ts'

/** Crews go out in the morning or in the afternoon. */
export const HALVES = ['morning', 'afternoon'] as const
export const Half = z.enum(HALVES)
export type Half = z.infer<typeof Half>

/** A time of day in local time, 'HH:MM'. */
export const Clock = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'a time of day, HH:MM')
  .meta({ description: 'local time of day, HH:MM' })

/** Seconds since midnight of a time of day 'HH:MM'. */
export const clockS = (clock: string): number => 3600 * Number(clock.slice(0, 2)) + 60 * Number(clock.slice(3, 5))

/** Part of a day between two times; the first must be earlier. */
export const Hours = z
  .object({ from: Clock, to: Clock })
  .refine(({ from, to }) => from < to, 'from must be earlier than to')
export type Hours = z.infer<typeof Hours>

/** One half of one working day: when a round goes out. */
export const HalfDay = z.object({ day: Day, half: Half })
export type HalfDay = z.infer<typeof HalfDay>

/** All half-days of the working days given, in order; slot s is half-day s: two a day, the morning first. */
export const halfDaysOf = (workingDays: readonly Day[]): HalfDay[] =>
  workingDays.flatMap((day) => HALVES.map((half) => ({ day, half })))
