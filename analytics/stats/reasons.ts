/** Why an area has no figure. The order is the code in a reason array; 0 means that there is a figure. */
export const REASONS = [
  null,
  'value_missing',
  'zero_variance',
  'no_neighbours',
  'neighbourhood_is_everything',
  'too_few_areas',
  'value_is_mean',
  'no_exposure',
  'cases_without_exposure',
  'no_cases',
  'too_few_weeks',
  'border_changed',
] as const
export type Reason = Exclude<(typeof REASONS)[number], null>

/**
 * One figure an area. Where `reasons[i]` is not 0 there is none and `values[i]` is NaN, so that nobody can add it up
 * by mistake; {@link nullable} is the form in which figures leave this room.
 */
export interface Column {
  readonly values: Float64Array
  readonly reasons: Uint8Array
}

/** A column of n areas, to be filled by {@link put}. */
export function column(n: number): Column {
  return { values: new Float64Array(n), reasons: new Uint8Array(n) }
}

/** Sets what an area has: a figure, or the reason why there is none. */
export function put({ values, reasons }: Column, i: number, figure: number | Reason): void {
  values[i] = typeof figure === 'number' ? figure : Number.NaN
  reasons[i] = typeof figure === 'number' ? 0 : REASONS.indexOf(figure)
}

export function reasonOf(column: Column, i: number): Reason | null {
  return REASONS[column.reasons[i]!] ?? null
}

/** The figures as JSON can hold them: a number, or null with the reason in {@link reasonOf}. */
export function nullable({ values, reasons }: Column): (number | null)[] {
  return Array.from(values, (value, i) => (reasons[i] === 0 ? value : null))
}
