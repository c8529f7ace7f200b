import type { Fault } from '../../problem/fault.ts'
import { fault } from './faults.ts'
import type { VroomInput, VroomJob } from './input.ts'

/** What a job takes of the one thing a route has a limit of. */
export interface Load {
  demand: number[]
  capacity: number
}

export const deliveryOf = ({ delivery, amount }: VroomJob): number[] => delivery ?? amount ?? []

/**
 * The limit that a route may run into: one kind of amount, delivered or picked up, or the number of tasks. A limit that
 * all jobs together do not reach never binds and is left aside; a second one that can bind is refused.
 */
export function loadOf({ jobs, vehicles }: VroomInput): Load | Fault[] {
  const { capacity, max_tasks } = vehicles[0]!
  const faults = jobs.flatMap((job, k) => lengthFaults(job, k, capacity.length))
  if (faults.length > 0) return faults
  const binding: (Load & { path: string })[] = []
  for (const [d, room] of capacity.entries()) {
    const demand = jobs.map((job) => (deliveryOf(job)[d] ?? 0) + (job.pickup?.[d] ?? 0))
    if (sum(demand) <= room) continue
    const delivers = jobs.some((job) => (deliveryOf(job)[d] ?? 0) > 0)
    const picks = jobs.findIndex((job) => (job.pickup?.[d] ?? 0) > 0)
    if (delivers && picks >= 0) {
      const en = 'Deliveries and pickups of one amount in the same plan cannot be honoured, only one of them'
      faults.push(fault(`jobs[${picks}].pickup[${d}]`, '同一种量既有送又有取，无法兼顾，只能有其一', en))
    }
    binding.push({ demand, capacity: room, path: `vehicles[0].capacity[${d}]` })
  }
  if (max_tasks !== undefined && max_tasks < jobs.length)
    binding.push({ demand: jobs.map(() => 1), capacity: max_tasks, path: 'vehicles[0].max_tasks' })
  const [first, second] = binding
  if (second !== undefined) {
    const en = `Only one limit on a route's load can be honoured, and ${first!.path} is one already`
    faults.push(fault(second.path, `只能照办一种装载上限，已有 ${first!.path}`, en))
  }
  if (first !== undefined && sum(first.demand) >= 2 ** 31) {
    const en = 'Amounts must sum up to less than 2^31; count in larger units'
    faults.push(fault(first.path, '总量应小于 2^31，请换用更大的单位', en))
  }
  if (faults.length > 0) return faults
  return first === undefined ? { demand: jobs.map(() => 0), capacity: 0 } : first
}

function lengthFaults(job: VroomJob, k: number, length: number): Fault[] {
  return (['delivery', 'pickup', 'amount'] as const).flatMap((key) => {
    const amounts = job[key]
    if (amounts === undefined || amounts.length === length) return []
    const en = `Must have as many amounts as vehicles[0].capacity (${length}); got ${amounts.length}`
    return [fault(`jobs[${k}].${key}`, `个数应与 vehicles[0].capacity 相同（${length}），实为 ${amounts.length}`, en)]
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Why a job is in no route whatever the routes are. */
export type Barred = 'skills' | 'closed'

/** The one window of each job that the vehicles' hours touch; null where it has none. */
export interface Hours {
  windows: ([number, number] | null)[]
  barred: (Barred | null)[]
}

export function hoursOf({ jobs, vehicles }: VroomInput): Hours | Fault[] {
  const faults: Fault[] = []
  const hours = vehicles[0]!.time_window ?? [0, Infinity]
  const windows: Hours['windows'] = []
  const barred: Hours['barred'] = []
  for (const [k, { time_windows, skills }] of jobs.entries()) {
    const open = time_windows?.filter(([start, end]) => end >= hours[0]! && start <= hours[1]!)
    const able = vehicles.filter((vehicle) => skills.every((skill) => vehicle.skills.includes(skill))).length
    if (able > 0 && able < vehicles.length) {
      const en = 'Vehicles that differ in a skill some job needs cannot be honoured: all must have it, or none'
      faults.push(fault(`jobs[${k}].skills`, '车辆在作业所需技能上不同，无法照办：须全部具备或全部不具备', en))
    }
    if (open !== undefined && open.length > 1) {
      const en = `Several windows of a job cannot be honoured, only one; ${open.length} touch the vehicles' hours`
      faults.push(fault(`jobs[${k}].time_windows`, `一项作业只能照办一个时间窗，此处有 ${open.length} 个`, en))
    }
    windows.push(open?.[0] ?? null)
    barred.push(able === 0 ? 'skills' : open?.length === 0 ? 'closed' : null)
  }
  return faults.length > 0 ? faults : { windows, barred }
}
