import type { Premises } from './premises.ts'
import type { Problem } from './problem.ts'

const known = new WeakMap<readonly Premises[], ReadonlyMap<string, Premises>>()

/** The premises of a problem by their ids. A list is gone through once, however often it is asked about. */
export function premisesById({ premises }: Pick<Problem, 'premises'>): ReadonlyMap<string, Premises> {
  const found = known.get(premises) ?? new Map(premises.map((one) => [one.id, one]))
  known.set(premises, found)
  return found
}
