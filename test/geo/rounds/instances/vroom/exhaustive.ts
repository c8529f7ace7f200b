import type { World } from './worlds.ts'

interface Job {
  location_index: number
  service: number
  setup: number
  priority: number
  delivery?: number[]
  pickup?: number[]
  time_windows?: [number, number][]
}

interface Vehicle {
  start_index?: number
  end_index?: number
  costs: { fixed: number }
  capacity?: number[]
  max_tasks?: number
  max_travel_time?: number
  time_window?: [number, number]
}

/** The best there is: highest priority sum, then most jobs, then least cost, over every subset and every order. */
export function best(world: World): { priority: number; jobs: number; cost: number } {
  const jobs = world.jobs as unknown as Job[]
  const vehicle = world.vehicles[0] as unknown as Vehicle
  const cheapest = new Map<number, number>()
  const grow = (order: number[], mask: number) => {
    const cost = costOf(world, jobs, vehicle, order)
    if (cost !== null) cheapest.set(mask, Math.min(cost, cheapest.get(mask) ?? Infinity))
    for (const k of jobs.keys()) if ((mask & (1 << k)) === 0) grow([...order, k], mask | (1 << k))
  }
  grow([], 0)
  let covers = new Map([[0, 0]])
  for (const _ of world.vehicles) {
    const more = new Map(covers)
    for (const [mask, cost] of covers) {
      for (const [route, own] of cheapest) {
        if ((mask & route) !== 0) continue
        const all = mask | route
        more.set(all, Math.min(cost + own, more.get(all) ?? Infinity))
      }
    }
    covers = more
  }
  const choices = [...covers].map(([mask, cost]) => {
    const served = jobs.filter((_, k) => (mask & (1 << k)) !== 0)
    return { priority: served.reduce((sum, job) => sum + job.priority, 0), jobs: served.length, cost }
  })
  return choices.sort((a, b) => b.priority - a.priority || b.jobs - a.jobs || a.cost - b.cost)[0]!
}

/** Null where the order cannot be driven. Empty: nothing. */
function costOf(world: World, jobs: readonly Job[], vehicle: Vehicle, order: readonly number[]): number | null {
  if (order.length === 0) return null
  const { durations } = world.matrices.car
  const [opens, closes] = vehicle.time_window ?? [0, Infinity]
  let time = opens
  let driven = 0
  let load = 0
  let at = vehicle.start_index
  for (const k of order) {
    const { location_index, setup, service, time_windows, delivery, pickup } = jobs[k]!
    const leg = at === undefined ? 0 : durations[at]![location_index]!
    const [from, to] = time_windows?.[0] ?? [0, Infinity]
    time = Math.max(from, time + leg)
    if (time > to) return null
    time += setup + service
    driven += leg
    load += (delivery ?? pickup ?? [0])[0]!
    at = location_index
  }
  const home = vehicle.end_index === undefined ? 0 : durations[at!]![vehicle.end_index]!
  driven += home
  if (time + home > closes || load > (vehicle.capacity?.[0] ?? Infinity)) return null
  if (order.length > (vehicle.max_tasks ?? Infinity) || driven > (vehicle.max_travel_time ?? Infinity)) return null
  return driven + vehicle.costs.fixed
}
