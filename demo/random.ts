/** A seeded stream of numbers: the same seed gives the same numbers on every machine (integer arithmetic only). */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform whole number in [0, n). */
  below(n: number): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** Roughly normal, mean 0, variance 1 (sum of twelve uniforms: no logarithm, no trigonometry). */
  bell(): number
  pick<T>(from: readonly T[]): T
  /** An index, drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number
  shuffled<T>(from: readonly T[]): T[]
}

/** sfc32 (public domain, PractRand), seeded by a number and a label so that each use has its own stream. */
export function random(seed: number, label: string): Random {
  let a = 0x9e3779b9 ^ seed
  let b = 0x243f6a88
  let c = 0xb7e15162
  let counter = 1
  const step = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (const character of label) {
    b = (b ^ character.codePointAt(0)!) | 0
    step()
  }
  for (let i = 0; i < 15; i++) step()

  const next = () => step() / 0x1_0000_0000
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    bell: () => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return sum
    },
    pick: (from) => from[below(from.length)]!,
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => {
        left -= weight
        return left < 0
      })
      return index < 0 ? weights.length - 1 : index
    },
    shuffled: (from) => {
      const deck = [...from]
      for (let i = deck.length - 1; i > 0; i--) {
        const j = below(i + 1)
        ;[deck[i], deck[j]] = [deck[j]!, deck[i]!]
      }
      return deck
    },
  }
}

/** Prepares draws of an index in proportion to fixed weights; each draw takes one number. */
export function wheel(weights: readonly number[]): (rnd: Random) => number {
  let sum = 0
  const upTo = weights.map((weight) => (sum += weight))
  return (rnd) => {
    const at = rnd.next() * sum
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > at) high = middle
      else low = middle + 1
    }
    return low
  }
}
