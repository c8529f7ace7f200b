import { randomBelow } from './random.ts'
import { distanceBand } from './weights.ts'

export interface Knox {
  /** Pairs close in both space and time. */
  pairs: number
  closeInSpace: number
  closeInTime: number
  allPairs: number
  /** closeInSpace · closeInTime / allPairs. */
  expected: number
  /** pairs / expected; null where nothing is expected. */
  ratio: number | null
  /** (1 + draws with at least as many) / (1 + draws), one-sided as the question is; null without draws. */
  p: number | null
}

/**
 * Whether what is near in space is near in time too, as with repeat incidents. The draws shuffle the times over the
 * places, so that busy places and busy weeks alone give nothing. E. G. Knox, The detection of space-time interactions,
 * Applied Statistics 13 (1964) 25–29; draws after N. Mantel, Cancer Research 27 (1967) 209–220.
 * @param x @param y @param t of each incident @param metres @param span at most this far apart, in the units of x and t
 */
export function knox(
  x: Float64Array,
  y: Float64Array,
  t: Float64Array,
  { metres, span, draws = 0, seed = 1 }: { metres: number; span: number; draws?: number; seed?: number },
): Knox {
  const n = x.length
  const { offsets, neighbours } = distanceBand(x, y, metres)
  const together = (times: Float64Array) => {
    let pairs = 0
    for (let i = 0; i < n; i++) {
      for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
        const j = neighbours[at]!
        if (j > i && Math.abs(times[i]! - times[j]!) <= span) pairs++
      }
    }
    return pairs
  }
  const pairs = together(t)
  const closeInSpace = neighbours.length / 2
  const closeInTime = closePairs(t, span)
  const allPairs = (n * (n - 1)) / 2
  const expected = allPairs === 0 ? 0 : (closeInSpace * closeInTime) / allPairs
  const ratio = expected === 0 ? null : pairs / expected
  const below = randomBelow(seed)
  const deck = t.slice()
  let extreme = 0
  for (let draw = 0; draw < draws; draw++) if (together(shuffle(deck, below)) >= pairs) extreme++
  const p = draws === 0 ? null : (extreme + 1) / (draws + 1)
  return { pairs, closeInSpace, closeInTime, allPairs, expected, ratio, p }
}

/** Pairs at most `span` apart, by a window over the sorted times. */
function closePairs(t: Float64Array, span: number): number {
  const sorted = t.slice().sort()
  let pairs = 0
  let first = 0
  for (let i = 0; i < sorted.length; i++) {
    while (sorted[i]! - sorted[first]! > span) first++
    pairs += i - first
  }
  return pairs
}

function shuffle(deck: Float64Array, below: (n: number) => number): Float64Array {
  for (let i = deck.length - 1; i > 0; i--) {
    const j = below(i + 1)
    const card = deck[i]!
    deck[i] = deck[j]!
    deck[j] = card
  }
  return deck
}
