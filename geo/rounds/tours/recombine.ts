import type { MipModel, MipSolver } from '../mip.ts'
import type { PooledRoute } from './pool.ts'

export interface RecombineLimits {
  seconds: number
  /** Branching nodes at most, so that the answer is the same every time. */
  nodes?: number
  /** Routes there may be at most. */
  cap?: number
}

/**
 * The cheapest choice of pooled routes that serves every stop of the incumbent exactly once: set partitioning, as Rochat
 * and Taillard (1995) combine what many local searches have found. Answers routes that are shorter, or the incumbent.
 */
export function recombine(
  solve: MipSolver,
  pool: readonly PooledRoute[],
  incumbent: readonly PooledRoute[],
  { seconds, nodes, cap = Infinity }: RecombineLimits,
): readonly PooledRoute[] {
  const wanted = new Set(incumbent.flatMap(({ stops }) => stops))
  const routes = [...incumbent, ...pool.filter(({ stops }) => stops.every((stop) => wanted.has(stop)))]
  const model = partitioning(routes, wanted, cap)
  const start = routes.map((_, k) => Number(k < incumbent.length))
  const { values } = solve(model, { seconds, start, ...(nodes !== undefined && { nodes }) })
  const chosen = routes.filter((_, k) => values![k] === 1)
  return lengthOf(chosen) < lengthOf(incumbent) ? chosen : incumbent
}

export function lengthOf(routes: readonly PooledRoute[]): number {
  return routes.reduce((sum, { length }) => sum + length, 0)
}

function partitioning(routes: readonly PooledRoute[], wanted: ReadonlySet<number>, cap: number): MipModel {
  const covers = new Map<number, number[]>(Array.from(wanted, (stop) => [stop, []]))
  for (const [k, { stops }] of routes.entries()) for (const stop of stops) covers.get(stop)!.push(k)
  const once = Array.from(covers.values(), (columns) => ({ lower: 1, upper: 1, columns }))
  const few = { upper: cap, columns: routes.map((_, k) => k) }
  return {
    columns: routes.map(({ length }) => ({ cost: length })),
    rows: cap === Infinity ? once : [...once, few],
  }
}
