import type { VroomJob, VroomVehicle } from './input.ts'
import { deliveryOf } from './limits.ts'
import { type Ways, way } from './places.ts'
import type { VroomProblem } from './problem.ts'
import { scheduleOf } from './schedule.ts'

/** Sums of one route or of all, as VROOM names them. */
export interface Totals {
  cost: number
  delivery?: number[]
  pickup?: number[]
  setup: number
  service: number
  duration: number
  waiting_time: number
  priority: number
  distance?: number
  violations: []
}

export interface OutStep {
  type: 'start' | 'job' | 'end'
  id?: number
  description?: string
  location?: readonly number[]
  location_index?: number
  arrival: number
  duration: number
  distance?: number
  setup: number
  service: number
  waiting_time: number
  load?: number[]
  violations: []
}

export interface OutRoute extends Totals {
  vehicle: number
  description?: string
  steps: OutStep[]
}

export interface VroomOutput {
  code: 0
  summary: Totals & { routes: number; unassigned: number }
  unassigned: ({ id: number; type: 'job' } & Where)[]
  routes: OutRoute[]
}

type Where = Pick<OutStep, 'description' | 'location' | 'location_index'>

/** What a solution is in VROOM's words (docs/API.md, 1.14). Each order lists jobs by their index; vehicles go in turn. */
export function vroomOutput(problem: VroomProblem, ways: Ways, orders: readonly (readonly number[])[]): VroomOutput {
  const { jobs, vehicles } = problem.input
  const routes = orders.map((order, k) => routeOf(problem, ways, vehicles[k]!, order))
  const served = new Set(orders.flat())
  const unassigned = jobs.flatMap((job, k) =>
    served.has(k) ? [] : [{ id: job.id, type: 'job' as const, ...where(job) }],
  )
  const kinds = vehicles[0]!.capacity.length
  const summary = { ...totals(routes, kinds, ways), routes: routes.length, unassigned: unassigned.length }
  return { code: 0, summary, unassigned, routes }
}

function routeOf(problem: VroomProblem, ways: Ways, vehicle: VroomVehicle, order: readonly number[]): OutRoute {
  const { input, places, jobs, fixed } = problem
  const { departure, calls, arrival } = scheduleOf(problem, ways, order)
  const kinds = vehicle.capacity.length
  const loads = kinds > 0
  let load = sums(
    order.map((k) => deliveryOf(input.jobs[k]!)),
    kinds,
  )
  let at = places.start
  const driven = { cost: fixed, duration: 0, distance: 0 }
  const arrive = (place: number | null) => {
    if (at !== null && place !== null) {
      driven.cost += way(ways, ways.costs ?? ways.seconds, at, place)
      driven.duration += way(ways, ways.seconds, at, place)
      driven.distance += ways.metres === null ? 0 : way(ways, ways.metres, at, place)
    }
    at = place
    return { duration: driven.duration, ...(ways.metres !== null && { distance: driven.distance }) }
  }
  const still = { setup: 0, service: 0, waiting_time: 0, violations: [] as [] }
  const steps: OutStep[] = []
  if (places.start !== null)
    steps.push({
      type: 'start',
      ...endOf(vehicle, 'start'),
      arrival: departure,
      ...arrive(at),
      ...still,
      ...(loads && { load }),
    })
  for (const { job: k, arrival, setup, service, waiting } of calls) {
    const job = input.jobs[k]!
    const pickup = job.pickup ?? []
    const delivery = deliveryOf(job)
    load = load.map((amount, d) => amount - (delivery[d] ?? 0) + (pickup[d] ?? 0))
    const action = { setup, service, waiting_time: waiting, violations: [] as [] }
    steps.push({
      type: 'job',
      id: job.id,
      ...where(job),
      arrival,
      ...arrive(jobs[k]!.place),
      ...action,
      ...(loads && { load }),
    })
  }
  if (places.end !== null)
    steps.push({
      type: 'end',
      ...endOf(vehicle, 'end'),
      arrival,
      ...arrive(places.end),
      ...still,
      ...(loads && { load }),
    })
  const sum = (of: (call: (typeof calls)[number]) => number) => calls.reduce((total, call) => total + of(call), 0)
  return {
    vehicle: vehicle.id,
    ...(vehicle.description !== undefined && { description: vehicle.description }),
    cost: driven.cost,
    ...(loads && {
      delivery: sums(
        order.map((k) => deliveryOf(input.jobs[k]!)),
        kinds,
      ),
      pickup: sums(
        order.map((k) => input.jobs[k]!.pickup ?? []),
        kinds,
      ),
    }),
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: driven.duration,
    waiting_time: sum(({ waiting }) => waiting),
    priority: sum(({ job }) => input.jobs[job]!.priority),
    ...(ways.metres !== null && { distance: driven.distance }),
    violations: [],
    steps,
  }
}

function totals(routes: readonly OutRoute[], kinds: number, { metres }: Ways): Totals {
  const sum = (of: (route: OutRoute) => number) => routes.reduce((total, route) => total + of(route), 0)
  return {
    cost: sum(({ cost }) => cost),
    ...(kinds > 0 && {
      delivery: sums(
        routes.map(({ delivery }) => delivery!),
        kinds,
      ),
      pickup: sums(
        routes.map(({ pickup }) => pickup!),
        kinds,
      ),
    }),
    setup: sum(({ setup }) => setup),
    service: sum(({ service }) => service),
    duration: sum(({ duration }) => duration),
    waiting_time: sum(({ waiting_time }) => waiting_time),
    priority: sum(({ priority }) => priority),
    ...(metres !== null && { distance: sum(({ distance }) => distance!) }),
    violations: [],
  }
}

const sums = (amounts: readonly (readonly number[])[], kinds: number): number[] =>
  Array.from({ length: kinds }, (_, d) => amounts.reduce((total, amount) => total + (amount[d] ?? 0), 0))

function where({ description, location, location_index }: VroomJob): Where {
  return {
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    ...(location_index !== undefined && { location_index }),
  }
}

function endOf(vehicle: VroomVehicle, end: 'start' | 'end'): Where {
  const [location, index] = [vehicle[end], vehicle[`${end}_index`]]
  return { ...(location !== undefined && { location }), ...(index !== undefined && { location_index: index }) }
}
