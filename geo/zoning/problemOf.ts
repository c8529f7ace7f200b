import { haversineM, STRAIGHT_LINE } from '../travel.ts'
import type { LonLat } from '../types.ts'
import type { Constraints, FixedSeat, LoadName, SharedBorder, ZoningProblem, ZoningStreet } from './zoning.ts'

/** A street with the place from which its travel is counted. */
export interface PlacedStreet extends ZoningStreet {
  at: LonLat
}

/** What is known of a district on a day, whatever is asked of it. */
export interface ZoningFacts {
  streets: readonly PlacedStreet[]
  borders: readonly SharedBorder[]
  /** Zones of that day; the place of a seat and the street it falls in, where they are known. */
  zones: readonly {
    code: string
    name: string
    nameEn: string
    streets: readonly string[]
    seat: { at: LonLat; street: string } | null
  }[]
}

/** What a person asks for; streets by code, zones by today's code or any name for a new one. */
export interface ZoningAsked {
  zones: number
  loads: readonly { load: LoadName; weight: number }[]
  minStreets: number
  maxStreets: number
  together: readonly (readonly [string, string])[]
  apart: readonly (readonly [string, string])[]
  locks: readonly { street: string; zone: string }[]
  /** Zones whose seat stays where it is. */
  seats: readonly string[]
  /** Streets that no border joins but that count as neighbours. */
  bridges: readonly (readonly [string, string])[]
}

/** Seconds from one place to another: straight line × circuity at one speed (geo/travel.ts). */
export const secondsBetween = (a: LonLat, b: LonLat): number =>
  Math.round((haversineM(a, b) * STRAIGHT_LINE.circuity) / (STRAIGHT_LINE.kmPerHour / 3.6))

/** The problem that facts and wishes make; codes that the district does not have are left out and returned. */
export function problemOf(facts: ZoningFacts, asked: ZoningAsked): { problem: ZoningProblem; unknown: string[] } {
  const places = new Map(facts.streets.map(({ code }, at) => [code, at]))
  const unknown = new Set<string>()
  const at = (code: string): number[] => {
    const found = places.get(code)
    if (found === undefined) unknown.add(code)
    return found === undefined ? [] : [found]
  }
  const pairs = (of: readonly (readonly [string, string])[]) =>
    of.flatMap(([a, b]) => at(a).flatMap((one) => at(b).map((two) => [one, two] as const)))
  const today = facts.streets.map(({ code }) => facts.zones.find(({ streets }) => streets.includes(code))?.code ?? null)
  const seats = asked.seats.flatMap((code): FixedSeat[] => {
    const zone = facts.zones.find((one) => one.code === code)
    if (zone?.seat == null) {
      unknown.add(code)
      return []
    }
    const { at: place, street } = zone.seat
    const seconds = facts.streets.map((one) => secondsBetween(place, one.at))
    return at(street).map((found) => ({ zone: code, street: found, seconds }))
  })
  const constraints: Constraints = {
    minStreets: asked.minStreets,
    maxStreets: asked.maxStreets,
    together: pairs(asked.together),
    apart: pairs(asked.apart),
    locks: asked.locks.flatMap(({ street, zone }) => at(street).map((found) => ({ street: found, zone }))),
    seats,
  }
  const bridges = pairs(asked.bridges).map(([a, b]): SharedBorder => ({ a, b, metres: 0 }))
  const problem: ZoningProblem = {
    streets: facts.streets,
    borders: [...facts.borders, ...bridges],
    zones: asked.zones,
    chosen: asked.loads,
    seconds: facts.streets.map((from) => facts.streets.map((to) => secondsBetween(from.at, to.at))),
    today,
    names: new Map(facts.zones.map(({ code, name, nameEn }) => [code, { zh: name, en: nameEn }])),
    constraints,
  }
  return { problem, unknown: [...unknown] }
}
