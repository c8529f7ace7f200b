import type { Judge } from './zoneFacts.ts'
import type { ZoningProblem } from './zoning.ts'

/**
 * Two neighbouring zones drawn anew: a random tree through their streets is cut where its two sides weigh most alike
 * (recombination, DeFord, Duchin, Solomon 2021). Null where the two streets drawn are of one zone.
 */
export function redrawn(
  problem: ZoningProblem,
  { graph, heft }: Judge,
  division: readonly number[],
  random: () => number,
): number[] | null {
  const street = Math.floor(random() * problem.streets.length)
  const near = graph.neighbours[street]!
  if (near.length === 0) return null
  const other = near[Math.floor(random() * near.length)]!.street
  const [one, two] = [division[street]!, division[other]!]
  if (one === two) return null
  const both = (at: number) => division[at] === one || division[at] === two

  const order = [street]
  const parent = new Map<number, number>([[street, -1]])
  const edges = near.filter(({ street: to }) => both(to)).map(({ street: to }) => ({ from: street, to }))
  while (edges.length > 0) {
    const { from, to } = edges.splice(Math.floor(random() * edges.length), 1)[0]!
    if (parent.has(to)) continue
    parent.set(to, from)
    order.push(to)
    for (const next of graph.neighbours[to]!)
      if (both(next.street) && !parent.has(next.street)) edges.push({ from: to, to: next.street })
  }

  const weight = new Map(order.map((at) => [at, heft(at)]))
  for (const at of order.toReversed()) {
    const above = parent.get(at)!
    if (above >= 0) weight.set(above, weight.get(above)! + weight.get(at)!)
  }
  const whole = weight.get(street)!
  const cut = order
    .slice(1)
    .reduce((best, at) => (uneven(weight.get(at)!, whole) < uneven(weight.get(best)!, whole) ? at : best), order[1]!)
  const side = new Set([cut])
  for (const at of order) if (side.has(parent.get(at)!)) side.add(at)
  return division.map((zone, at) => (parent.has(at) ? (side.has(at) ? two : one) : zone))
}

const uneven = (part: number, whole: number) => Math.abs(part - whole / 2)
