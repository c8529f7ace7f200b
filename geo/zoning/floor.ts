import { components } from './graph.ts'
import { inPoints } from './score.ts'
import type { Judge } from './zoneFacts.ts'
import type { ZoningProblem } from './zoning.ts'

/**
 * Percentage points that no division can be below: the zone of the heaviest street carries at least that street, and
 * the zones within an unconnected part of the district carry that part's load on average.
 */
export function floorOf({ streets, chosen }: ZoningProblem, judge: Judge): number {
  const parts = components(judge.graph, streets.keys())
  const floors = judge.loads.flatMap(({ load, weight, mean }) => {
    if (load === 'travel' || mean === 0) return []
    const of = (street: number) => streets[street]!.loads[load] ?? 0
    const heaviest = Math.max(...streets.map((_, street) => of(street)))
    const apart = parts.map((part) => {
      const zones = part.reduce((sum, street) => sum + of(street), 0) / mean
      const whole = [Math.floor(zones), Math.ceil(zones)].filter((count) => count > 0)
      return whole.length === 0 ? 0 : Math.min(...whole.map((count) => Math.abs(zones / count - 1)))
    })
    return [weight * Math.max(0, heaviest / mean - 1, ...apart)]
  })
  return chosen.length === 0 ? 0 : inPoints(Math.max(0, ...floors))
}
