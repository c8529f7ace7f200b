import { type Field, makeField, NEVER } from '../../tours/field.ts'
import { Legs } from '../../tours/legs.ts'
import { type Ways, way } from './places.ts'
import { isTimed, originOf, type VroomProblem } from './problem.ts'

/** A problem as the kernel sees it. Place k + 1 of the field is jobs[k]; what no route can take is not in it. */
export interface Kernel {
  field: Field
  /** Index of each job in the field's order. */
  jobs: number[]
  /** What leaving a stop out costs against another: priorities first, then their number. */
  worth: Float64Array
}

/**
 * Open routes, and routes that end elsewhere than they begin, are legs from and to the depot that cost what they cost;
 * without windows a limit on driving is the depot's closing time, and services take none.
 */
export function kernelOf(problem: VroomProblem, ways: Ways): Kernel {
  const { places, hours, longest, capacity } = problem
  const jobs = [...problem.jobs.keys()].filter((k) => problem.jobs[k]!.barred === null)
  const tasks = jobs.map((k) => problem.jobs[k]!)
  const timed = isTimed(problem)
  const origin = originOf(problem)
  const size = tasks.length + 1
  const clock = (time: number) => Math.max(0, Math.min(NEVER, time - origin))
  const column = (depot: number, of: (task: (typeof tasks)[number]) => number) => Int32Array.of(depot, ...tasks.map(of))
  const closing = hours?.[1] ?? Infinity
  const field = makeField({
    size,
    legs: legsOf([null, ...tasks.map(({ place }) => place)], ways, places.start, places.end),
    demand: column(0, ({ demand }) => demand),
    capacity,
    ready: column(0, ({ window }) => clock(window?.[0] ?? 0)),
    due: column(timed ? clock(closing) : (longest ?? NEVER), ({ window }) =>
      clock(Math.min(window?.[1] ?? Infinity, closing)),
    ),
    service: column(0, ({ setup, service }) => (timed ? setup + service : 0)),
  })
  const { length } = problem.jobs
  return {
    field,
    jobs,
    worth: Float64Array.of(0, ...jobs.map((k) => 1 + problem.input.jobs[k]!.priority * (length + 1))),
  }
}

function legsOf(at: readonly (number | null)[], ways: Ways, start: number | null, end: number | null): Legs {
  const cells = new Int32Array(at.length * at.length)
  const table = ways.costs ?? ways.seconds
  for (const [i, from] of at.entries()) {
    for (const [j, to] of at.entries()) {
      const a = from ?? start
      const b = to ?? end
      if (i === j || a === null || b === null) continue
      cells[i * at.length + j] = way(ways, ways.seconds, a, b) < 0 ? -1 : way(ways, table, a, b)
    }
  }
  return Legs.matrix(at.length, cells)
}
