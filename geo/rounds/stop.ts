import type { Cost } from './cost.ts'

/** Asked between iterations with the number done and the best cost so far; true ends the search. */
export type StopRule = (iteration: number, best: Cost) => boolean

/** Ends after a fixed number of iterations: the same seed then gives the same rounds on every machine. */
export const afterIterations =
  (limit: number): StopRule =>
  (iteration) =>
    iteration >= limit
