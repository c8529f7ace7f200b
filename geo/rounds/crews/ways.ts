import { haversineM } from '../../travel.ts'
import type { Place } from '../problem/place.ts'
import type { TravelRule } from '../problem/travelRule.ts'

/** A place that rounds drive to or from: its name in a travel table, and where it is. */
export interface Spot {
  /** `zone:ID` or `premises:ID`. */
  name: string
  at: Place
}

/** Seconds of driving from one place to another; null where no way leads. */
export type Ways = (from: Spot, to: Spot) => number | null

/** Driving by the rule of a problem. */
export function waysOf(rule: TravelRule): Ways {
  if (rule.kind === 'straight') {
    const metresPerSecond = rule.kmPerHour / 3.6
    return (from, to) => Math.round((haversineM(from.at, to.at) * rule.circuity) / metresPerSecond)
  }
  const index = new Map(rule.places.map((name, k) => [name, k]))
  return (from, to) => rule.seconds[index.get(from.name) ?? -1]?.[index.get(to.name) ?? -1] ?? null
}

/** Whether every way is as long back as forth. */
export const isSymmetric = (rule: TravelRule): boolean => rule.kind === 'straight'

/** Seconds that each stop takes beside driving and service (parking, walking), before service begins. */
export const stopSeconds = (rule: TravelRule): number => (rule.kind === 'straight' ? rule.stopS : 0)
