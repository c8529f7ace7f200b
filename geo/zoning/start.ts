import { components } from './graph.ts'
import { boundStreets } from './groups.ts'
import type { Judge } from './zoneFacts.ts'
import type { ZoningProblem } from './zoning.ts'

/**
 * A division into contiguous zones to begin a search with: a first street for each zone (of every bound label, of
 * every unconnected part, then at random), from which the lightest zone grows next.
 */
export function startingDivision(problem: ZoningProblem, judge: Judge, random: () => number): number[] {
  const { streets, zones } = problem
  const division = streets.map(() => -1)
  const seeds = firstStreets(problem, judge, random)
  const carried = seeds.map((street, zone) => {
    division[street] = zone
    return judge.heft(street)
  })
  for (;;) {
    const open = Array.from({ length: zones }, (_, zone) => zone)
      .map((zone) => ({ zone, next: openStreets(judge, division, zone) }))
      .filter(({ next }) => next.length > 0)
      .sort((a, b) => carried[a.zone]! - carried[b.zone]!)[0]
    if (open === undefined) return division
    const street = open.next[Math.floor(random() * open.next.length)]!
    division[street] = open.zone
    carried[open.zone]! += judge.heft(street)
  }
}

const openStreets = ({ graph }: Judge, division: readonly number[], zone: number): number[] => [
  ...new Set(
    division.flatMap((of, street) =>
      of === zone ? graph.neighbours[street]!.map((near) => near.street).filter((near) => division[near] === -1) : [],
    ),
  ),
]

function firstStreets(problem: ZoningProblem, judge: Judge, random: () => number): number[] {
  const seeds = [...boundStreets(problem).values()].map((bound) => Math.min(...bound))
  const parts = components(judge.graph, problem.streets.keys())
  for (const part of parts) {
    if (!part.some((street) => seeds.includes(street))) seeds.push(part[Math.floor(random() * part.length)]!)
  }
  const free = problem.streets.flatMap((_, street) => (seeds.includes(street) ? [] : [street]))
  while (seeds.length < problem.zones) seeds.push(...free.splice(Math.floor(random() * free.length), 1))
  return seeds
}
