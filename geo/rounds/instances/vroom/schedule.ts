import { type Ways, way } from './places.ts'
import type { VroomProblem } from './problem.ts'

/** When one route is where; seconds. */
export interface Schedule {
  departure: number
  calls: Call[]
  /** Arrival at the end; where there is none, the end of the last job. */
  arrival: number
}

export interface Call {
  job: number
  /** Seconds driven to it. */
  drive: number
  arrival: number
  waiting: number
  setup: number
  service: number
}

/** The route that ends as early as its windows allow, begun as late as that allows, so that nobody waits for nothing. */
export function scheduleOf(problem: VroomProblem, ways: Ways, order: readonly number[]): Schedule {
  const earliest = problem.hours?.[0] ?? 0
  const soonest = driven(problem, ways, order, earliest)
  let latest = soonest.arrival - homeward(problem, ways, order.at(-1)!)
  for (const { job, setup, service, drive } of soonest.calls.toReversed()) {
    const closing = problem.jobs[job]!.window?.[1] ?? Infinity
    latest = Math.min(closing, latest - setup - service) - drive
  }
  return driven(problem, ways, order, Math.max(earliest, latest))
}

function driven(problem: VroomProblem, ways: Ways, order: readonly number[], departure: number): Schedule {
  let before = problem.places.start
  let time = departure
  const calls = order.map((job): Call => {
    const { place, window, setup, service } = problem.jobs[job]!
    const drive = before === null ? 0 : way(ways, ways.seconds, before, place)
    const arrival = time + drive
    const waiting = Math.max(0, (window?.[0] ?? 0) - arrival)
    const call = { job, drive, arrival, waiting, setup: place === before ? 0 : setup, service }
    time = arrival + waiting + call.setup + service
    before = place
    return call
  })
  return { departure, calls, arrival: time + homeward(problem, ways, order.at(-1)!) }
}

/** Seconds from the last job to the end, where there is one. */
function homeward({ places, jobs }: VroomProblem, ways: Ways, last: number): number {
  return places.end === null ? 0 : way(ways, ways.seconds, jobs[last]!.place, places.end)
}
