import type { ZoningProblem } from './zoning.ts'

/** The streets bound to each label by a lock or by a seat that stays. */
export function boundStreets({ constraints }: ZoningProblem): Map<string, Set<number>> {
  const bound = new Map<string, Set<number>>()
  for (const { street, zone } of [...constraints.locks, ...constraints.seats]) {
    bound.set(zone, (bound.get(zone) ?? new Set()).add(street))
  }
  return bound
}

/** Every pair that must be together and every pair that must be apart, labels spelt out. */
export function pairs(problem: ZoningProblem): {
  together: (readonly [number, number])[]
  apart: (readonly [number, number])[]
} {
  const bound = [...boundStreets(problem).values()].map((streets) => [...streets])
  const chains = bound.flatMap((streets) => streets.slice(1).map((street) => [streets[0]!, street] as const))
  const strangers = bound.flatMap((streets, n) =>
    bound.slice(n + 1).flatMap((others) => streets.flatMap((a) => others.map((b) => [a, b] as const))),
  )
  const { together, apart } = problem.constraints
  return { together: [...together, ...chains], apart: [...apart, ...strangers] }
}
