import { type StreetGraph, streetGraph } from './graph.ts'
import { pairs } from './groups.ts'
import type { LoadName, ZoningProblem } from './zoning.ts'

/** What one zone alone contributes, whatever the others are. */
export interface ZoneFacts {
  /** Rules of its own that it breaks: size, streets torn apart or forced together. Contiguity is not among them. */
  broken: number
  /** Amount of each chosen load, in the order of `chosen`. */
  amounts: number[]
  /** Largest weighted deviation over the loads that the streets bring along, 0.1 is a tenth. */
  deviation: number
  /** Border with the rest of the district, metres. */
  insideM: number
  seat: number
  travelSeconds: number
}

/** Judges sets of streets; made once for a problem. */
export interface Judge {
  graph: StreetGraph
  loads: readonly { load: LoadName; weight: number; mean: number }[]
  facts(streets: readonly number[]): ZoneFacts
  /** What a street weighs over all chosen loads, 1 is the mean of a zone; never 0. */
  heft(street: number): number
}

const LEAST_HEFT = 1e-6

/** A judge of zones: weights relative to the largest, means over the zones asked for. */
export function judgeOf(problem: ZoningProblem): Judge {
  const { streets, zones, chosen, seconds, constraints } = problem
  const graph = streetGraph(streets.length, problem.borders)
  const { together, apart } = pairs(problem)
  const heaviest = Math.max(...chosen.map(({ weight }) => weight))
  const amount = (street: number, load: LoadName) => streets[street]!.loads[load] ?? 0
  const loads = chosen.map(({ load, weight }) => ({
    load,
    weight: weight / heaviest,
    mean: streets.reduce((sum, _, street) => sum + amount(street, load), 0) / zones,
  }))
  const seatOf = new Map(constraints.seats.map((seat) => [seat.street, seat.seconds]))

  const facts = (members: readonly number[]): ZoneFacts => {
    const inside = new Set(members)
    const torn = together.filter(([a, b]) => inside.has(a) !== inside.has(b)).length
    const forced = apart.filter(([a, b]) => inside.has(a) && inside.has(b)).length
    const short = Math.max(0, constraints.minStreets - members.length, members.length - constraints.maxStreets)
    let insideM = 0
    for (const street of members) {
      for (const next of graph.neighbours[street]!) if (!inside.has(next.street)) insideM += next.metres
    }
    const { seat, travelSeconds } = seated(members)
    const amounts = loads.map(({ load }) =>
      load === 'travel' ? travelSeconds : members.reduce((sum, street) => sum + amount(street, load), 0),
    )
    const deviation = loads.reduce((worst, { load, weight, mean }, n) => {
      if (load === 'travel' || mean === 0) return worst
      return Math.max(worst, weight * Math.abs(amounts[n]! / mean - 1))
    }, 0)
    return { broken: torn + forced + short, amounts, deviation, insideM, seat, travelSeconds }
  }

  const seated = (members: readonly number[]) => {
    const fixed = members.find((street) => seatOf.has(street))
    const sum = (times: readonly number[]) => members.reduce((total, street) => total + times[street]!, 0)
    if (fixed !== undefined) return { seat: fixed, travelSeconds: sum(seatOf.get(fixed)!) }
    return members
      .map((seat) => ({ seat, travelSeconds: sum(seconds[seat]!) }))
      .reduce((best, next) => (next.travelSeconds < best.travelSeconds ? next : best))
  }

  const heft = (street: number) =>
    loads.reduce(
      (sum, { load, mean, weight }) => (mean > 0 ? sum + (weight * amount(street, load)) / mean : sum),
      LEAST_HEFT,
    )

  return { graph, loads, facts, heft }
}

/** Streets of each zone of a division, zone by zone. */
export function zonesOf(division: readonly number[], zones: number): number[][] {
  const members = Array.from({ length: zones }, () => [] as number[])
  for (const [street, zone] of division.entries()) members[zone]!.push(street)
  return members
}
