import { z } from 'zod'

/** A local calendar date, 'YYYY-MM-DD'. */
export type Day = string

const MS_A_DAY = 86_400_000

/** Days since 1970-01-01 of a local date 'YYYY-MM-DD'; calendar arithmetic, no time zone involved. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / MS_A_DAY

/** The local date of a number of days since 1970-01-01. */
export const dayOf = (number: number): Day => new Date(number * MS_A_DAY).toISOString().slice(0, 10)

const exists = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day) && Date.parse(`${day}T00:00:00Z`) > 0

export const Day = z
  .string()
  .refine((day) => exists(day) && dayOf(dayNumber(day)) === day, 'a date that exists, YYYY-MM-DD')
  .meta({ format: 'date', description: 'local calendar date, YYYY-MM-DD' })
