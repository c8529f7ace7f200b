import { byDistance } from './circles.ts'
import { rateRefusal } from './exposure.ts'
import { randomBelow } from './random.ts'
import type { Reason } from './reasons.ts'
import { logLikelihoodRatio } from './scanRatio.ts'

export type PoissonScan =
  | {
      kind: 'cluster'
      /** The area the circle is drawn around. */
      centre: number
      /** Ascending. */
      members: number[]
      observed: number
      expected: number
      /** (c/E) / ((C − c)/(C − E)); null when every case is inside. */
      relativeRisk: number | null
      logLikelihoodRatio: number
      /** (1 + draws at least as extreme) / (1 + draws); null without draws. */
      p: number | null
    }
  | { kind: 'none'; reason: Reason }

interface Options {
  /** Largest share of the population in a circle, 0.5 by default. */
  share?: number
  /** Monte Carlo draws of the cases over the population, 0 for none. */
  draws?: number
  seed?: number
}

/**
 * The most likely cluster of high rates: of all circles around areas with at most `share` of the population, the one with
 * the largest likelihood ratio (Kulldorff 1997), E = C · population inside ÷ population. Its p compares it with the best
 * circle of each draw, so that looking everywhere is paid for. Areas without a rate are left out.
 * @param x @param y in the plane
 */
export function poissonScan(
  x: Float64Array,
  y: Float64Array,
  cases: Float64Array,
  population: Float64Array,
  { share = 0.5, draws = 0, seed = 1 }: Options = {},
): PoissonScan {
  const used = [...cases.keys()].filter((i) => rateRefusal(cases[i]!, population[i]!) === null)
  const pick = (values: Float64Array) => Float64Array.from(used, (i) => values[i]!)
  const people = pick(population)
  const counted = pick(cases)
  const all = counted.reduce((sum, count) => sum + count, 0)
  if (used.length === 0) return { kind: 'none', reason: 'no_exposure' }
  if (all === 0) return { kind: 'none', reason: 'no_cases' }
  const orders = byDistance(pick(x), pick(y))
  const best = bestCircle(orders, counted, people, share)
  if (best.ratio === 0) return { kind: 'none', reason: 'zero_variance' }
  const circle = orders.subarray(best.centre * used.length, best.centre * used.length + best.size)
  const observed = circle.reduce((sum, i) => sum + counted[i]!, 0)
  const inside = circle.reduce((sum, i) => sum + people[i]!, 0)
  const expected = (all * inside) / people.reduce((sum, one) => sum + one, 0)
  return {
    kind: 'cluster',
    centre: used[best.centre]!,
    members: Array.from(circle, (i) => used[i]!).sort((a, b) => a - b),
    observed,
    expected,
    relativeRisk: observed === all ? null : observed / expected / ((all - observed) / (all - expected)),
    logLikelihoodRatio: best.ratio,
    p: draws === 0 ? null : monteCarlo(best.ratio, orders, people, all, { share, draws, seed }),
  }
}

interface Circle {
  centre: number
  size: number
  ratio: number
}

function bestCircle(orders: Uint32Array, cases: Float64Array, people: Float64Array, share: number): Circle {
  const n = cases.length
  const all = cases.reduce((sum, count) => sum + count, 0)
  const allPeople = people.reduce((sum, one) => sum + one, 0)
  const best: Circle = { centre: 0, size: 0, ratio: 0 }
  for (let centre = 0; centre < n; centre++) {
    let inside = 0
    let observed = 0
    for (let size = 1; size <= n; size++) {
      const i = orders[centre * n + size - 1]!
      inside += people[i]!
      observed += cases[i]!
      if (inside > share * allPeople) break
      const ratio = logLikelihoodRatio(observed, (all * inside) / allPeople, all)
      if (ratio > best.ratio) Object.assign(best, { centre, size, ratio })
    }
  }
  return best
}

/** Each draw hands out the cases one by one in proportion to the population. */
function monteCarlo(
  ratio: number,
  orders: Uint32Array,
  people: Float64Array,
  all: number,
  { share, draws, seed }: Required<Options>,
): number {
  const upTo = people.slice()
  for (let i = 1; i < upTo.length; i++) upTo[i]! += upTo[i - 1]!
  const below = randomBelow(seed)
  const cases = new Float64Array(people.length)
  let extreme = 0
  for (let draw = 0; draw < draws; draw++) {
    cases.fill(0)
    for (let one = 0; one < all; one++) cases[placeOf((below(0x1_0000_0000) / 0x1_0000_0000) * upTo.at(-1)!, upTo)]!++
    if (bestCircle(orders, cases, people, share).ratio >= ratio) extreme++
  }
  return (extreme + 1) / (draws + 1)
}

/** The first place whose running sum is above a number. */
function placeOf(at: number, upTo: Float64Array): number {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (upTo[middle]! > at) high = middle
    else low = middle + 1
  }
  return low
}
