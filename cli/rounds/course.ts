import { type Heat, heatAt } from '../../geo/rounds/tours/heat.ts'
import { type PooledRoute, RoutePool } from '../../geo/rounds/tours/pool.ts'
import type { Crew } from './crew.ts'
import type { Allowance, Found, Objective, Report, Routes, Shortening, Task } from './errand.ts'
import type { Purse } from './purse.ts'

/** Steps a millisecond to reckon with before any was taken. */
const STEPS_A_MS = 40
/** Steps a stop that a whole annealing is worth; with more, another one from the beginning is worth more. */
const STEPS_A_STOP = 2500
const MOST_ANNEALINGS = 6
/**
 * Above this many stops one annealing in parts, on all threads, is worth more than several side by side (X-n895 in 60 s:
 * 0.7 instead of 1.2 %; r1_10_5 in 10 s: 1.9 instead of 2.8 %; X-n351 in 60 s is better whole, 0.35 instead of 0.64 %).
 */
const WHOLE = 400
/** Stops of a part, about: a core's own cache holds its table of legs (6,000 stops: 1.7 times the steps of parts of 1,000). */
const PART = 300
/** Above this many stops routes are not recombined: HiGHS would not end in time. */
const RECOMBINED = 1200
const EPOCH_MS = 700
const EPOCHS = { fewest: 40, most: 90 }
/** Up to which share of the whole: having fewer routes, annealing, choosing, annealing what was chosen. */
const UNTIL = { fewer: 0.45, annealed: 0.78, chosen: 0.84, polished: 0.95, end: 1 }
const FEWER_SLICES = 5
/** What was recombined is annealed again from this share of the heat. */
const WARM = 0.15
const POOL_ROOM = 8000
/**
 * Under a cap of routes every other annealing begins that much hotter: long routes with wide windows come loose only then
 * (R211 with 2 vehicles after 200,000 steps: 1.6 % instead of 10.5 %), short ones are better off without.
 */
const HOTTER = 2

interface Best {
  routes: Routes
  length: number
}

interface Hooks {
  /** Whether the search is to end with what it has. */
  stopped: () => boolean
  /** Hears the length of the best of all, in units of the file. */
  tell: (length: number) => void
}

/** The way of one search: which tasks the threads do when, and what they hand each other. */
export class Course {
  readonly #crew: Crew
  readonly #purse: Purse
  readonly #hooks: Hooks
  #units = 1
  #seed: number
  #best: Best = { routes: [], length: Infinity }
  #pool = new RoutePool(POOL_ROOM)
  #steps = 0

  constructor(crew: Crew, purse: Purse, seed: number, hooks: Hooks) {
    this.#crew = crew
    this.#purse = purse
    this.#seed = seed
    this.#hooks = hooks
  }

  /** From the first routes to the end of what the whole search may take. */
  async run(objective: Objective, total: Allowance): Promise<Found> {
    const [first] = await this.#do([{ kind: 'begin', allowance: this.#purse.upTo(0) }])
    const { heat, leastRoutes, units } = first!.begun!
    this.#units = units
    this.#best = first!
    const stops = first!.routes.flat().length
    const capped = objective === 'fleet'
    if (capped) await this.#haveFewer(leastRoutes)
    const effort = (total.steps ?? total.milliseconds * STEPS_A_MS) / Math.max(1, stops)
    if (stops <= WHOLE) await this.#annealOften(Math.round(effort / STEPS_A_STOP), heat, capped)
    else await this.#annealParts(stops, heat, capped, total)
    if (stops <= RECOMBINED) await this.#recombine(heat, capped)
    const { routes, length } = this.#best
    return {
      routes: routes.map((route) => [...route]),
      left: 0,
      cost: length / units,
      steps: this.#steps,
      milliseconds: this.#purse.spent,
    }
  }

  /** Every thread looks for fewer routes from the fewest that any has. */
  async #haveFewer(least: number): Promise<void> {
    for (let slice = 1; slice <= FEWER_SLICES && this.#best.routes.length > least && !this.#hooks.stopped(); slice++) {
      const allowance = this.#purse.upTo((slice / FEWER_SLICES) * UNTIL.fewer)
      const start = this.#best.routes
      const reports = await this.#do(this.#each((seed) => ({ kind: 'fewest', seed, start, allowance })))
      for (const report of reports) if (report.routes.length < this.#best.routes.length) this.#best = report
    }
  }

  /** Annealings from the same beginning with other seeds, on every thread one after another. */
  async #annealOften(wanted: number, heat: Heat, capped: boolean): Promise<void> {
    const times = Math.min(MOST_ANNEALINGS, Math.max(1, wanted))
    const start = this.#best.routes
    const hotter: Heat = { hot: HOTTER * heat.hot, cold: heat.cold }
    const from = this.#share()
    for (let k = 1; k <= times && !this.#hooks.stopped(); k++) {
      const allowance = this.#purse.upTo(from + (k / times) * (UNTIL.annealed - from))
      const how = { start, capped, pooling: true, allowance }
      const begun = this.#each(
        (seed): Task => ({ kind: 'anneal', seed, heat: seed % 2 === 0 || !capped ? heat : hotter, ...how }),
      )
      for (const report of await this.#do(begun)) this.#take(report)
    }
  }

  /** One annealing of the whole: parts side by side, divided anew in every epoch. */
  async #annealParts(stops: number, heat: Heat, capped: boolean, total: Allowance): Promise<void> {
    const { threads } = this.#crew
    const parts = threads * Math.max(1, Math.round(stops / PART / threads))
    const byTime = Math.min(EPOCHS.most, Math.max(EPOCHS.fewest, Math.round(total.milliseconds / EPOCH_MS)))
    const epochs = total.steps === null ? byTime : EPOCHS.fewest
    const until = stops <= RECOMBINED ? UNTIL.polished : 1
    const from = this.#share()
    let start = this.#best.routes
    for (let epoch = 0; epoch < epochs && !this.#hooks.stopped(); epoch++) {
      const [hot, cold] = [heatAt(heat, epoch / epochs), heatAt(heat, (epoch + 1) / epochs)]
      const how: Omit<Shortening, 'seed'> & { allowance: Allowance } = {
        start,
        heat: { hot, cold },
        capped,
        pooling: stops <= RECOMBINED && epoch >= epochs / 2,
        allowance: this.#purse.upTo(from + ((epoch + 1) / epochs) * (until - from)),
      }
      const seed = this.#next()
      const reports = await this.#do(
        Array.from({ length: threads }, (_, own): Task => ({ kind: 'parts', seed, parts, own, threads, ...how })),
      )
      const pool = reports.flatMap((report) => report.pool)
      const length = reports.reduce((sum, report) => sum + report.length, 0)
      this.#take({ routes: reports.flatMap(({ routes }) => routes), length, pool })
      start = reports.flatMap(({ last }) => last)
    }
  }

  /** One thread chooses among all that was pooled, while the others go on; what comes of it is annealed once more. */
  async #recombine(heat: Heat, capped: boolean): Promise<void> {
    const warm: Heat = { hot: heat.hot * WARM, cold: heat.cold }
    for (const [choice, polish] of [
      [UNTIL.chosen, UNTIL.polished],
      [UNTIL.end, undefined],
    ] as const) {
      if (this.#hooks.stopped() || this.#share() >= choice) continue
      const start = this.#best.routes
      const allowance = this.#purse.upTo(choice)
      const how = { start, heat: warm, capped, pooling: true }
      const tasks = this.#each((seed): Task => ({ kind: 'anneal', seed, allowance, ...how }))
      tasks[0] = { kind: 'recombine', start, pool: this.#pool.routes, capped, allowance }
      for (const report of await this.#do(tasks)) this.#take(report)
      if (polish === undefined || this.#hooks.stopped()) continue
      const again = { ...how, start: this.#best.routes, allowance: this.#purse.upTo(polish) }
      for (const report of await this.#do(this.#each((seed) => ({ kind: 'anneal', seed, ...again }))))
        this.#take(report)
    }
  }

  #share(): number {
    return this.#purse.share
  }

  #next(): number {
    return this.#seed++
  }

  #each(task: (seed: number) => Task): Task[] {
    return Array.from({ length: this.#crew.threads }, () => task(this.#next()))
  }

  async #do(tasks: readonly Task[]): Promise<Report[]> {
    const reports = await this.#crew.all(tasks)
    this.#purse.pay(reports)
    for (const { steps } of reports) this.#steps += steps
    return reports
  }

  #take({ routes, length, pool }: { routes: Routes; length: number; pool: readonly PooledRoute[] }): void {
    for (const route of pool) this.#pool.add(route)
    if (length >= this.#best.length) return
    this.#best = { routes, length }
    this.#hooks.tell(length / this.#units)
  }
}
