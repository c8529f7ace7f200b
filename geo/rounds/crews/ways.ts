import { haversineM } from '../../travel.ts'
import type { Place } from '../problem/place.ts'
import type { TravelRule } from '../problem/travelRule.ts'

/** A place that rounds drive to or from: its name in a travel table, and where it is. */
export interface Spot {
  /** `zone:ID` or `premises:ID`. */
  name: string
  at: Place
}

/** Seconds and metres of driving from one place to another; null where no way leads. */
export interface Way {
  seconds: number
  metres: number
}

export type Ways = (from: Spot, to: Spot) => Way | null

/** Driving by the rule of a problem. Metres are the straight line's × circuity where a table gives none. */
export function waysOf(rule: TravelRule): Ways {
  if (rule.kind === 'straight') {
    const metresPerSecond = rule.kmPerHour / 3.6
    return (from, to) => {
      const metres = haversineM(from.at, to.at) * rule.circuity
      return { seconds: Math.round(metres / metresPerSecond), metres: Math.round(metres) }
    }
  }
  const index = new Map(rule.places.map((name, k) => [name, k]))
  const cell = (table: readonly (readonly (number | null)[])[], a: string, b: string) =>
    table[index.get(a) ?? -1]?.[index.get(b) ?? -1] ?? null
  return (from, to) => {
    const seconds = cell(rule.seconds, from.name, to.name)
    if (seconds === null) return null
    const metres = rule.metres === undefined ? null : cell(rule.metres, from.name, to.name)
    return { seconds, metres: metres ?? Math.round(haversineM(from.at, to.at)) }
  }
}

/** Whether every way is as long back as forth. */
export const isSymmetric = (rule: TravelRule): boolean => rule.kind === 'straight'

/** Seconds that each stop takes beside driving and service (parking, walking), before service begins. */
export const stopSeconds = (rule: TravelRule): number => (rule.kind === 'straight' ? rule.stopS : 0)
