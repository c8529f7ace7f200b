import type { Allowance, Report } from './errand.ts'

/** What a whole search may take, and what of it is left; shares of it are granted up to a point on the way, 0 … 1. */
export class Purse {
  readonly #total: Allowance
  readonly #ofComputing: boolean
  readonly #begun = performance.now()
  #computed = 0
  #granted = 0

  constructor(total: Allowance, ofComputing: boolean) {
    this.#total = total
    this.#ofComputing = ofComputing
  }

  /** Since the beginning: of the clock, or what the slowest threads of all tasks have computed. */
  get spent(): number {
    return this.#ofComputing ? this.#computed : performance.now() - this.#begun
  }

  /** How much of the whole is spent, 0 … 1 or a little more. */
  get share(): number {
    return this.#total.steps === null ? this.spent / this.#total.milliseconds : this.#granted
  }

  /** What a task may take that ends when this share of the whole is spent. */
  upTo(share: number): Allowance {
    const { milliseconds, steps } = this.#total
    const more = Math.max(0, share - this.#granted)
    this.#granted = Math.max(share, this.#granted)
    return {
      milliseconds: Math.max(1, share * milliseconds - this.spent),
      steps: steps === null ? null : Math.round(more * steps),
    }
  }

  pay(reports: readonly Report[]): void {
    this.#computed += Math.max(...reports.map(({ milliseconds }) => milliseconds))
  }
}
