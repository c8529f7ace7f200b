/**
 * A seeded source of numbers: mulberry32 (T. Ettinger 2017, public domain). The same seed, the same run. One method a
 * question, so that a search that asks a million times a second is not slowed.
 */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return (this.next() * below) | 0
  }
}

/** The same source as a function that answers numbers in [0, 1). */
export function seeded(seed: number): () => number {
  const random = new Random(seed)
  return () => random.next()
}
