import type { Merged } from '../merge/merged.ts'
import type { Solution } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'
import { arrange } from './arrange.ts'
import { findRoutes, type SearchRules } from './findRoutes.ts'

/**
 * merge → search → recombine → staff: the best rounds that can be found for a problem until `progress` says 1, with the
 * best so far at any time. The same problem, seed and steps give the same bytes.
 * Visits that are merged already are taken as they are.
 */
export function solve(problem: Problem, rules: SearchRules, merged?: Merged): Solution {
  return arrange(problem, {
    seed: rules.seed,
    ...(merged && { merged }),
    find: (model, { from, until, steps }) =>
      findRoutes(model, {
        ...rules,
        progress: (step, best) => (rules.progress(steps + step, best) - from) / (until - from),
      }),
  })
}
