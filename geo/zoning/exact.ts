import { compareScores, inPoints, ORDERS, type OrderName, scoreOf, scoreOfFacts } from './score.ts'
import type { Judge, ZoneFacts } from './zoneFacts.ts'
import type { Score, ZoningProblem } from './zoning.ts'

/** Up to this many streets every contiguous division is tried. */
export const EXACT_STREETS = 16

export interface Best {
  zones: number[][]
  score: Score
}

/** What a search found: the best of each order within the slack, and the next best by balance. */
export interface Found {
  best: Partial<Record<OrderName | 'second', Best>>
  /** Divisions that were compared; the others were ruled out zone by zone. */
  divisions: number
}

export type OnProgress = (part: number) => void

/**
 * The proven best divisions of at most 30 streets: first the best balanced, then, among all whose deviation is at most
 * `slack` points above it, the best by every other order. Nothing is found when the rules leave nothing.
 */
export function searchAll(
  problem: ZoningProblem,
  judge: Judge,
  slack: number,
  onProgress: OnProgress = () => {},
): Found {
  const cache = new Map<number, ZoneFacts & { points: number; kept: number }>()
  const factsOf = (mask: number) => {
    const known = cache.get(mask)
    if (known !== undefined) return known
    const streets = bitsOf(mask)
    const facts = judge.facts(streets)
    const made = { ...facts, points: inPoints(facts.deviation), kept: mostKept(problem, streets) }
    cache.set(mask, made)
    return made
  }
  const standing = problem.today.filter((label) => label !== null).length
  let divisions = 0

  const compared = (
    masks: readonly number[],
    rivals: Found['best'],
    orders: readonly (OrderName | 'second')[],
    cap: number,
  ) => {
    const facts = masks.map(factsOf)
    // No assignment of labels keeps more than each zone keeps of its best: what is true is this or more.
    const movedAtLeast = standing - facts.reduce((sum, zone) => sum + zone.kept, 0)
    const cheap = scoreOfFacts(judge, facts, movedAtLeast)
    divisions++
    if (cheap.deviation > cap) return
    let real: Best | undefined
    for (const name of orders) {
      const order = ORDERS[name === 'second' ? 'balance' : name]
      const rival = rivals[name]?.score
      if (rival !== undefined && compareScores(order, cheap, rival) >= 0) continue
      if (name === 'second' && sameMasks(masks, rivals.balance!.zones)) continue
      if (real === undefined) {
        const zones = masks.map(bitsOf)
        real = { zones, score: scoreOf(problem, judge, zones, facts) }
      }
      if (rival === undefined || compareScores(order, real.score, rival) < 0) rivals[name] = real
    }
  }

  const best: Found['best'] = {}
  eachDivision(problem, judge, factsOf, {
    cap: () => best.balance?.score.deviation ?? Number.POSITIVE_INFINITY,
    visit: (masks) => compared(masks, best, ['balance'], best.balance?.score.deviation ?? Number.POSITIVE_INFINITY),
    onProgress: (part) => onProgress(part / 2),
  })
  if (best.balance === undefined) return { best, divisions }
  const cap = best.balance.score.deviation + slack
  eachDivision(problem, judge, factsOf, {
    cap: () => cap,
    visit: (masks) => compared(masks, best, ['compact', 'changes', 'travel', 'second'], cap),
    onProgress: (part) => onProgress(0.5 + part / 2),
  })
  return { best, divisions }
}

interface Walk {
  /** No zone may deviate by more points than this. */
  cap(): number
  visit(masks: readonly number[]): void
  onProgress: OnProgress
}

/** Every division into contiguous zones that keep their own rules, once: each zone holds the lowest street left. */
function eachDivision(
  problem: ZoningProblem,
  judge: Judge,
  factsOf: (mask: number) => ZoneFacts & { points: number },
  walk: Walk,
): void {
  const { minStreets, maxStreets } = problem.constraints
  const near = judge.graph.neighbours.map((list) => list.reduce((mask, { street }) => mask | (1 << street), 0))
  const chosen: number[] = []
  let thousandths = -1
  const told = (part: number) => {
    if (Math.floor(part * 1000) <= thousandths) return
    thousandths = Math.floor(part * 1000)
    walk.onProgress(thousandths / 1000)
  }
  const allowed = (mask: number) => {
    const facts = factsOf(mask)
    return facts.broken === 0 && facts.points <= walk.cap()
  }

  const divide = (rest: number, zones: number, from: number, share: number) => {
    const count = bitCount(rest)
    if (count < zones * minStreets || count > zones * maxStreets || pieces(near, rest) > zones) return
    if (zones === 1) {
      if (allowed(rest)) walk.visit([...chosen, rest])
      return
    }
    const lowest = rest & -rest
    grow(lowest, near[31 - Math.clz32(lowest)]! & rest & ~lowest, rest & ~lowest, { rest, zones, from, share })
  }

  const grow = (
    zone: number,
    border: number,
    free: number,
    at: { rest: number; zones: number; from: number; share: number },
  ) => {
    const part = at.share / (bitCount(border) + 1)
    if (zone !== at.rest && allowed(zone)) {
      chosen.push(zone)
      divide(at.rest & ~zone, at.zones - 1, at.from, part)
      chosen.pop()
    }
    let from = at.from + part
    told(from)
    if (bitCount(zone) === maxStreets) return
    let left = free
    for (let open = border; open !== 0; ) {
      const street = open & -open
      open &= ~street
      left &= ~street
      const next = (open | near[31 - Math.clz32(street)]!) & left & ~zone
      grow(zone | street, next, left, { ...at, from, share: part })
      from += part
    }
  }

  divide(2 ** problem.streets.length - 1, problem.zones, 0, 1)
}

/** Number of connected parts of a set of streets. */
function pieces(near: readonly number[], streets: number): number {
  let count = 0
  for (let left = streets; left !== 0; count++) {
    let part = left & -left
    for (let edge = part; edge !== 0; ) {
      const street = edge & -edge
      edge &= ~street
      const found = near[31 - Math.clz32(street)]! & left & ~part
      part |= found
      edge |= found
    }
    left &= ~part
  }
  return count
}

function bitCount(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count++
  return count
}

function bitsOf(mask: number): number[] {
  const streets: number[] = []
  for (let left = mask; left !== 0; left &= left - 1) streets.push(31 - Math.clz32(left & -left))
  return streets
}

const sameMasks = (masks: readonly number[], zones: readonly (readonly number[])[]) =>
  zones.every((streets, n) => streets.reduce((mask, street) => mask | (1 << street), 0) === masks[n])

/** The most streets of one of today's zones that are together in this one. */
function mostKept({ today }: ZoningProblem, streets: readonly number[]): number {
  const counts = new Map<string, number>()
  for (const street of streets) {
    const label = today[street]
    if (label !== null && label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}
