import { type Field, makeField, NEVER } from '../tours/field.ts'
import { Legs, type Rounding } from '../tours/legs.ts'
import type { Convention, Instance } from './instance.ts'

/** Whole units in one of the file's, and how lengths become whole: exact ones rounded up, so that none comes late. */
const UNITS: Record<Convention, { units: number; rounding: Rounding }> = {
  integer: { units: 1, rounding: 'nearest' },
  dimacs: { units: 10, rounding: 'down' },
  exact: { units: 10_000, rounding: 'up' },
}

/** The field of an instance and how many of its units make one of the file's. */
export function fieldOf(instance: Instance, convention: Convention): { field: Field; units: number } {
  const { x, y, times, demand, capacity } = instance
  const { units, rounding } = UNITS[convention]
  const size = x.length
  const whole = (of: number[] | undefined, otherwise: number) =>
    of === undefined ? new Int32Array(size).fill(otherwise) : Int32Array.from(of, (at) => Math.round(at * units))
  const field = makeField({
    size,
    legs: Legs.straight(Float64Array.from(x), Float64Array.from(y), units, rounding),
    demand: Int32Array.from(demand),
    capacity,
    ready: whole(times?.ready, 0),
    due: whole(times?.due, NEVER),
    service: whole(times?.service, 0),
  })
  return { field, units }
}
