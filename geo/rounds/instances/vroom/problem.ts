import type { Fault } from '../../problem/fault.ts'
import { fault, faultsOf } from './faults.ts'
import { VroomInput, type VroomJob } from './input.ts'
import { type Barred, hoursOf, loadOf } from './limits.ts'
import { placesOf, type VroomPlaces } from './places.ts'
import { refusals, slips } from './refusals.ts'

/** A VROOM input that this engine can honour to the letter. */
export interface VroomProblem {
  input: VroomInput
  places: VroomPlaces
  jobs: Task[]
  /** Vehicles there are, all alike. */
  fleet: number
  capacity: number
  /** The vehicles' hours; null where they have none. */
  hours: [number, number] | null
  /** Longest driving of a route; null where there is no limit. */
  longest: number | null
  /** Cost of a route beside its driving. */
  fixed: number
}

/** A job as the engine sees it. */
export interface Task {
  place: number
  demand: number
  setup: number
  service: number
  window: [number, number] | null
  /** Set where no route can ever take it. */
  barred: Barred | null
}

/** Reads VROOM's JSON; answers everything in it that is wrong or cannot be honoured, with its path. */
export function readVroom(json: unknown): VroomProblem | Fault[] {
  const parsed = VroomInput.safeParse(json)
  if (!parsed.success) return faultsOf(parsed.error, json)
  const input = parsed.data
  const places = placesOf(input)
  const load = loadOf(input)
  const hours = hoursOf(input)
  const found = [places, load, hours].flatMap((part) => (Array.isArray(part) ? part : []))
  const faults = [...slips(input), ...refusals(input), ...found]
  if (Array.isArray(places) || Array.isArray(load) || Array.isArray(hours) || faults.length > 0) return faults
  const { type, time_window, max_travel_time, costs } = input.vehicles[0]!
  const jobs = input.jobs.map(
    (job, k): Task => ({
      place: places.jobs[k]!,
      demand: load.demand[k]!,
      setup: perType(job, 'setup', type),
      service: perType(job, 'service', type),
      window: hours.windows[k]!,
      barred: hours.barred[k]!,
    }),
  )
  const problem: VroomProblem = {
    input,
    places,
    jobs,
    fleet: input.vehicles.length,
    capacity: load.capacity,
    hours: time_window ?? null,
    longest: max_travel_time ?? null,
    fixed: costs.fixed,
  }
  const more = [...sharedSetups(problem), ...tooLong(problem)]
  return more.length > 0 ? more : problem
}

/** Whether times decide what a route can do. */
export const isTimed = ({ hours, jobs }: VroomProblem): boolean =>
  hours !== null || jobs.some(({ window }) => window !== null)

function perType(job: VroomJob, what: 'setup' | 'service', type: string | undefined): number {
  return (type === undefined ? undefined : job[`${what}_per_type`]?.[type]) ?? job[what]
}

/** A setup counts once a place: which job has it depends on the order, unless it stands alone. */
function sharedSetups(problem: VroomProblem): Fault[] {
  const { jobs, places } = problem
  if (!isTimed(problem)) return []
  const count = new Map<number | null, number>([[places.start, 1]])
  for (const { place } of jobs) count.set(place, (count.get(place) ?? 0) + 1)
  return jobs.flatMap(({ setup, place }, k) => {
    if (setup === 0 || count.get(place) === 1) return []
    const en = 'A setup at a place with another job, or at the start, cannot be honoured together with time windows'
    return [fault(`jobs[${k}].setup`, '有时间窗时，不能照办与其他作业或起点同处的准备时间（setup）', en)]
  })
}

/** Times are counted in 32 bits. */
const LONGEST_SPAN = 2 ** 28

/** When the times that are counted begin: early enough to drive to the first window. */
export function originOf({ hours, jobs }: VroomProblem): number {
  if (hours !== null) return hours[0]
  const first = jobs.reduce((least, { window }) => Math.min(least, window?.[0] ?? least), Infinity)
  return first === Infinity ? 0 : Math.max(0, first - LONGEST_SPAN / 4)
}

function tooLong(problem: VroomProblem): Fault[] {
  const origin = originOf(problem)
  return problem.jobs.flatMap(({ window }, k) => {
    if (window === null || window[0] - origin <= LONGEST_SPAN) return []
    const en = `Windows must begin within ${LONGEST_SPAN} seconds of each other; this one begins at ${window[0]}`
    return [fault(`jobs[${k}].time_windows`, `时间窗的开始应相差不超过 ${LONGEST_SPAN} 秒，此处为 ${window[0]}`, en)]
  })
}
