import type { Random } from '../../random.ts'
import { NONE } from './field.ts'
import type { Tours } from './tours.ts'

/** How much is torn out at a time (Christiaens and Vanden Berghe 2020, SISR: c̄ and L_max). */
export interface Ruin {
  /** Mean number of stops taken out. */
  mean: number
  /** Longest string taken from one route. */
  longest: number
}

/**
 * Takes strings of neighbouring stops out of neighbouring routes (SISR 2020, section 5): around a seed stop, from each
 * route at most once, half of the time with a few stops left standing in the middle. Fills `out`, answers how many.
 */
export function ruin(tours: Tours, seed: number, { mean, longest }: Ruin, random: Random, out: Int32Array): number {
  const { field, route, count } = tours
  const meanCount = (field.size - 1) / Math.max(1, tours.used)
  const maxString = Math.min(longest, meanCount)
  const strings = Math.floor(1 + random.next() * ((4 * mean) / (1 + maxString) - 1))
  let taken = 0
  let torn = 0
  const ruined: number[] = []
  for (let k = -1; k < field.nearCount && torn < strings; k++) {
    const at = k < 0 ? seed : field.near[seed * field.nearCount + k]!
    const r = route[at]!
    if (r === NONE || ruined.includes(r)) continue
    const most = Math.min(count[r]!, maxString)
    const length = Math.floor(1 + random.next() * most)
    taken = takeString(tours, at, length, random, out, taken)
    tours.settle(r)
    ruined.push(r)
    torn++
  }
  return taken
}

const SPLIT = 0.5
const LONGER_GAP = 0.99

function takeString(tours: Tours, at: number, length: number, random: Random, out: Int32Array, from: number): number {
  const { next, prev, count, route } = tours
  const stops = count[route[at]!]!
  let gap = 0
  if (length > 1 && length < stops && random.next() < SPLIT) {
    gap = 1
    while (length + gap < stops && random.next() > LONGER_GAP) gap++
  }
  const window = length + gap
  let start = at
  // The window reaches back from the seed by a random number of stops, and is pushed inside the route's ends.
  let back = Math.floor(random.next() * window)
  while (back > 0 && prev[start] !== 0) {
    start = prev[start]!
    back--
  }
  let room = 1
  for (let end = start; room < window && next[end] !== 0; end = next[end]!) room++
  for (; room < window; room++) start = prev[start]!
  const keepFrom = gap === 0 ? window : Math.floor(random.next() * (length - 1)) + 1
  let taken = from
  for (let k = 0, stop = start; k < window; k++) {
    const after = next[stop]!
    if (k < keepFrom || k >= keepFrom + gap) {
      tours.remove(stop)
      out[taken++] = stop
    }
    stop = after
  }
  return taken
}
