import { type Input, type Job, type Output, type Place, type Step, SUMS, type Vehicle } from './form.ts'
import type { VroomViolation } from './violation.ts'

/** Seconds and metres between two points where the input has no matrices; null where no way leads. */
export type PointWay = (a: readonly number[], b: readonly number[]) => { seconds: number; metres: number } | null

/** Drives one route of the output. */
export class RouteCheck {
  readonly #input: Input
  readonly #jobs: ReadonlyMap<number, Job>
  readonly #vehicle: Vehicle
  readonly #path: string
  readonly #between: PointWay | undefined
  readonly #found: VroomViolation[] = []

  constructor(input: Input, jobs: ReadonlyMap<number, Job>, vehicle: Vehicle, path: string, between?: PointWay) {
    this.#input = input
    this.#jobs = jobs
    this.#vehicle = vehicle
    this.#path = path
    this.#between = between
  }

  run(route: Output['routes'][number]): VroomViolation[] {
    const { steps } = route
    const sums = {
      cost: this.#vehicle.costs?.fixed ?? 0,
      setup: 0,
      service: 0,
      duration: 0,
      waiting_time: 0,
      priority: 0,
    }
    let metres = 0
    for (const [s, step] of steps.entries()) {
      const at = `${this.#path}.steps[${s}]`
      const before = steps[s - 1]
      if (before !== undefined) {
        const way = this.#way(this.#place(before), this.#place(step))
        if (way === null) this.#broken('way', at, 'a way that leads there', null)
        else {
          sums.cost += way.cost
          sums.duration += way.seconds
          metres += way.metres ?? 0
          const arrival = before.arrival + before.waiting_time + before.setup + before.service + way.seconds
          this.#equal('time', `${at}.arrival`, arrival, step.arrival)
        }
      }
      this.#equal('time', `${at}.duration`, sums.duration, step.duration)
      if (step.distance !== undefined) this.#equal('distance', `${at}.distance`, metres, step.distance)
      const job = step.type === 'job' ? this.#jobs.get(step.id!) : undefined
      if (job !== undefined) this.#call(at, job, step, before)
      sums.setup += step.setup
      sums.service += step.service
      sums.waiting_time += step.waiting_time
      sums.priority += job?.priority ?? 0
    }
    this.#ends(steps)
    this.#loads(steps)
    this.#limits(steps, sums.duration, metres)
    for (const key of SUMS) this.#equal('sum', `${this.#path}.${key}`, sums[key], route[key])
    if (route.distance !== undefined) this.#equal('sum', `${this.#path}.distance`, metres, route.distance)
    return this.#found
  }

  /** A job is served in a window, by who has its skills, for as long as it says. */
  #call(at: string, job: Job, step: Step, before: Step | undefined): void {
    const type = this.#vehicle.type ?? ''
    const begins = step.arrival + step.waiting_time
    const windows = job.time_windows
    if (windows !== undefined && !windows.some(([from, to]) => from <= begins && begins <= to))
      this.#broken('window', at, windows, begins)
    const lacking = (job.skills ?? []).filter((skill) => !(this.#vehicle.skills ?? []).includes(skill))
    if (lacking.length > 0) this.#broken('skills', at, lacking, this.#vehicle.skills ?? [])
    const here = String(this.#place(step))
    const stays = before !== undefined && String(this.#place(before)) === here
    this.#equal('time', `${at}.setup`, stays ? 0 : (job.setup_per_type?.[type] ?? job.setup ?? 0), step.setup)
    this.#equal('time', `${at}.service`, job.service_per_type?.[type] ?? job.service ?? 0, step.service)
    this.#equal('place', at, String(this.#own(job)), here)
    if (step.waiting_time < 0) this.#broken('time', `${at}.waiting_time`, 'at least 0', step.waiting_time)
  }

  /** The route begins and ends where its vehicle does, within its hours. */
  #ends(steps: readonly Step[]): void {
    const { start, start_index, end, end_index, time_window } = this.#vehicle
    const wanted = [
      { type: 'start', place: this.#own({ location: start, location_index: start_index } as Place), step: steps[0] },
      { type: 'end', place: this.#own({ location: end, location_index: end_index } as Place), step: steps.at(-1) },
    ]
    for (const { type, place, step } of wanted) {
      if (place === undefined) continue
      const got = step?.type === type ? this.#place(step) : step?.type
      this.#equal('place', `${this.#path}.${type}`, String(place), String(got))
    }
    const last = steps.at(-1)
    const over = last === undefined ? 0 : last.arrival + last.waiting_time + last.setup + last.service
    const [from, to] = time_window ?? [0, Infinity]
    if (steps.length > 0 && (steps[0]!.arrival < from || over > to))
      this.#broken('hours', this.#path, [from, to], [steps[0]!.arrival, over])
  }

  /** Deliveries are all aboard at the start, pickups stay aboard to the end. */
  #loads(steps: readonly Step[]): void {
    const capacity = this.#vehicle.capacity ?? []
    const jobs = steps.map((step) => (step.type === 'job' ? this.#jobs.get(step.id!) : undefined))
    for (const [d, room] of capacity.entries()) {
      const out = (job: Job | undefined) => (job?.delivery ?? job?.amount)?.[d] ?? 0
      let load = jobs.reduce((sum, job) => sum + out(job), 0)
      for (const [s, job] of jobs.entries()) {
        load += (job?.pickup?.[d] ?? 0) - out(job)
        const path = `${this.#path}.steps[${s}].load[${d}]`
        if (Math.max(load, load + out(job)) > room) this.#broken('load', path, room, load)
        this.#equal('load', path, load, steps[s]!.load?.[d])
      }
    }
  }

  #limits(steps: readonly Step[], seconds: number, metres: number): void {
    const { max_tasks = Infinity, max_travel_time = Infinity, max_distance = Infinity } = this.#vehicle
    const tasks = steps.filter(({ type }) => type === 'job').length
    if (tasks > max_tasks) this.#broken('tasks', this.#path, max_tasks, tasks)
    if (seconds > max_travel_time) this.#broken('travel-time', this.#path, max_travel_time, seconds)
    if (metres > max_distance) this.#broken('distance', this.#path, max_distance, metres)
  }

  get #tables() {
    const { matrix, matrices } = this.#input
    const profile = this.#vehicle.profile ?? 'car'
    return matrices?.[profile] ?? (matrix === undefined ? undefined : { durations: matrix })
  }

  /** An index where there are matrices, else coordinates; of a job or an end of the vehicle as the input has it. */
  #own({ location, location_index }: Place): number | readonly number[] | undefined {
    return this.#tables === undefined ? location : location_index
  }

  #place(step: Step): number | readonly number[] | undefined {
    return this.#own(step)
  }

  #way(a: number | readonly number[] | undefined, b: number | readonly number[] | undefined) {
    const tables = this.#tables as NonNullable<Input['matrices']>[string] | undefined
    if (tables !== undefined) {
      const seconds = tables.durations[a as number]?.[b as number]
      if (seconds === undefined) return null
      const metres = tables.distances?.[a as number]?.[b as number]
      return { seconds, metres, cost: tables.costs?.[a as number]?.[b as number] ?? seconds }
    }
    const found = Array.isArray(a) && Array.isArray(b) ? this.#between?.(a, b) : undefined
    return found === undefined || found === null ? null : { ...found, cost: found.seconds }
  }

  #equal(kind: VroomViolation['kind'], path: string, expected: unknown, got: unknown): void {
    if (expected !== got) this.#broken(kind, path, expected, got)
  }

  #broken(kind: VroomViolation['kind'], path: string, expected: unknown, got: unknown): void {
    this.#found.push({ kind, path, expected, got })
  }
}
