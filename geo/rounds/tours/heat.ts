import type { Field } from './field.ts'

/** Temperatures at which an annealing begins and ends, in units of length. */
export interface Heat {
  hot: number
  cold: number
}

/** As shares of the mean leg: full trucks and windows need it hot, for very many stops there is no time to cool down. */
function shares(size: number): [hot: number, cold: number] {
  if (size > 5000) return [0.1, 0.01]
  return size > 1200 ? [0.3, 0.03] : [1, 0.03]
}

/** Temperatures for a field whose routes are that long. */
export function heatOf(field: Field, length: number, routes: number): Heat {
  const meanLeg = length / Math.max(1, field.size - 1 + routes)
  const [hot, cold] = shares(field.size)
  return { hot: hot * meanLeg, cold: cold * meanLeg }
}

/** The temperature when a share of the way is done, falling by the same factor in equal times. */
export function heatAt({ hot, cold }: Heat, done: number): number {
  return hot * (cold / hot) ** Math.min(1, done)
}
