import fc from 'fast-check'
import { kernelOf } from '../../../../../geo/rounds/instances/vroom/kernel.ts'
import { type VroomOutput, vroomOutput } from '../../../../../geo/rounds/instances/vroom/output.ts'
import type { Ways } from '../../../../../geo/rounds/instances/vroom/places.ts'
import { readVroom, type VroomProblem } from '../../../../../geo/rounds/instances/vroom/problem.ts'
import { withinFleet } from '../../../../../geo/rounds/tours/withinFleet.ts'

/** A VROOM input as a user writes it. */
export interface World {
  jobs: Record<string, unknown>[]
  vehicles: Record<string, unknown>[]
  matrices: { car: { durations: number[][]; distances?: number[][]; costs?: number[][] } }
}

export function read(input: unknown): VroomProblem {
  const problem = readVroom(input)
  if (Array.isArray(problem)) throw new Error(JSON.stringify(problem))
  return problem
}

/** A solution after so many steps, in VROOM's words. */
export function solved(input: unknown, steps: number, seed = 1): VroomOutput {
  const problem = read(input)
  const ways = problem.places.ways as Ways
  const { field, jobs, worth } = kernelOf(problem, ways)
  const fleet = { cap: problem.fleet, worth, route: problem.fixed }
  const { routes } = withinFleet(field, seed, (step) => step / steps, fleet)
  return vroomOutput(
    problem,
    ways,
    routes.map((stops) => stops.map((stop) => jobs[stop - 1]!)),
  )
}

const upTo = (max: number) => fc.integer({ min: 0, max })

/** Small worlds of every kind that can be honoured: asymmetric, open or closed, timed or not, with too few vehicles. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    count: fc.integer({ min: 1, max: 6 }),
    vehicles: fc.integer({ min: 1, max: 3 }),
    timed: fc.boolean(),
    ends: fc.constantFrom(
      { start_index: 0, end_index: 0 },
      { start_index: 0 },
      { end_index: 1 },
      { start_index: 0, end_index: 1 },
    ),
    load: fc.constantFrom('none', 'delivery', 'pickup', 'tasks'),
    capacity: fc.integer({ min: 3, max: 9 }),
    fixed: fc.constantFrom(0, 25),
    longest: fc.constantFrom(undefined, 60, 120),
    seeds: fc.array(upTo(9999), { minLength: 90, maxLength: 90 }),
  })
  .map(({ count, vehicles, timed, ends, load, capacity, fixed, longest, seeds }) => {
    let next = 0
    const draw = (max: number) => (seeds[next++ % seeds.length]! * 31 + next * 17) % (max + 1)
    const size = count + 2
    const durations = shortest(
      Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => (a === b ? 0 : 5 + draw(40)))),
    )
    const jobs = Array.from({ length: count }, (_, k) => {
      const from = draw(80)
      return {
        id: 10 + k,
        location_index: k + 2,
        service: draw(10),
        setup: draw(3),
        priority: draw(2),
        ...(load === 'delivery' && { delivery: [1 + draw(3)] }),
        ...(load === 'pickup' && { pickup: [1 + draw(3)] }),
        ...(timed && draw(2) > 0 && { time_windows: [[from, from + 10 + draw(60)]] }),
      }
    })
    const vehicle = {
      ...ends,
      costs: { fixed },
      ...((load === 'delivery' || load === 'pickup') && { capacity: [capacity] }),
      ...(load === 'tasks' && { max_tasks: 2 }),
      ...(timed ? { time_window: [10, 170] } : longest !== undefined && { max_travel_time: longest }),
    }
    const distances = durations.map((row) => row.map((s) => 10 * s))
    return {
      jobs,
      vehicles: Array.from({ length: vehicles }, (_, k) => ({ id: 1 + k, ...vehicle })),
      matrices: { car: { durations, distances } },
    }
  })

/** Ways as a road network has them: none is longer than a detour (Floyd and Warshall). */
function shortest(ways: number[][]): number[][] {
  for (const via of ways.keys()) {
    for (const from of ways.keys()) {
      for (const to of ways.keys()) ways[from]![to] = Math.min(ways[from]![to]!, ways[from]![via]! + ways[via]![to]!)
    }
  }
  return ways
}
