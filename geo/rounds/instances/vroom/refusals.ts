import type { Fault } from '../../problem/fault.ts'
import { fault } from './faults.ts'
import type { VroomInput, VroomVehicle } from './input.ts'

/** Ids that stand twice, windows that end before they begin. */
export function slips({ jobs, vehicles }: VroomInput): Fault[] {
  return [
    ...twice('jobs', jobs),
    ...twice('vehicles', vehicles),
    ...vehicles.flatMap(({ time_window }, k) => backward(`vehicles[${k}].time_window`, time_window)),
    ...jobs.flatMap(({ time_windows }, k) =>
      (time_windows ?? []).flatMap((window, w) => backward(`jobs[${k}].time_windows[${w}]`, window)),
    ),
  ]
}

function twice(name: string, items: readonly { id: number }[]): Fault[] {
  const first = new Map<number, number>()
  return items.flatMap(({ id }, k) => {
    const before = first.get(id)
    if (before === undefined) first.set(id, k)
    if (before === undefined) return []
    return [
      fault(`${name}[${k}].id`, `编号 ${id} 与 ${name}[${before}] 重复`, `Id ${id} is that of ${name}[${before}] too`),
    ]
  })
}

function backward(path: string, window: readonly [number, number] | undefined): Fault[] {
  if (window === undefined || window[0] <= window[1]) return []
  const got = window.join('–')
  return [fault(path, `时间窗的结束不应早于开始，实为 ${got}`, `A window must not end before it begins; got ${got}`)]
}

/** What VROOM knows and this engine does not do, each by its name. */
export function refusals(input: VroomInput): Fault[] {
  const { shipments, vehicles } = input
  const refused = (path: string, zh: string, en: string) => [
    fault(path, `本引擎不支持${zh}，未作求解`, `This engine has no ${en}; nothing was solved`),
  ]
  return [
    ...(shipments.length > 0 ? refused('shipments', '成对取送（shipments）', 'shipments') : []),
    ...vehicles.flatMap((vehicle, k) => {
      const { breaks, steps, speed_factor, max_distance, costs } = vehicle
      const at = `vehicles[${k}]`
      return [
        ...(breaks.length > 0 ? refused(`${at}.breaks`, '休息时段（breaks）', 'breaks') : []),
        ...(steps.length > 0 ? refused(`${at}.steps`, '给定路线（steps）', 'given routes (steps)') : []),
        ...(speed_factor !== 1 ? refused(`${at}.speed_factor`, '车速系数', 'speed factor') : []),
        ...(max_distance !== undefined ? refused(`${at}.max_distance`, '里程上限', 'limit on distance') : []),
        ...(costs.per_hour !== 3600 ? refused(`${at}.costs.per_hour`, '其他每小时成本', 'other cost per hour') : []),
        ...(costs.per_task_hour !== 0
          ? refused(`${at}.costs.per_task_hour`, '作业工时成本', 'cost of task hours')
          : []),
        ...(costs.per_km !== 0 ? refused(`${at}.costs.per_km`, '每公里成本', 'cost per km') : []),
      ]
    }),
    ...differences(input),
    ...clashes(input),
  ]
}

const ALIKE = [
  ...(['start', 'start_index', 'end', 'end_index', 'profile', 'capacity', 'time_window'] as const),
  ...(['max_tasks', 'max_travel_time'] as const),
]

/** Vehicles must be alike in all that counts. */
function differences({ vehicles, jobs }: VroomInput): Fault[] {
  const typed = jobs.some(({ setup_per_type, service_per_type }) => setup_per_type ?? service_per_type)
  const alike: readonly (keyof VroomVehicle)[] = typed ? [...ALIKE, 'type'] : ALIKE
  const text = (vehicle: VroomVehicle, key: keyof VroomVehicle) => JSON.stringify(vehicle[key]) ?? 'nothing'
  const [first, ...others] = vehicles
  return others.flatMap((vehicle, k) => {
    const keys = alike.filter((key) => text(vehicle, key) !== text(first!, key))
    const found = keys.map((key) => ({ key: String(key), own: text(vehicle, key), theirs: text(first!, key) }))
    if (vehicle.costs.fixed !== first!.costs.fixed)
      found.push({ key: 'costs.fixed', own: String(vehicle.costs.fixed), theirs: String(first!.costs.fixed) })
    return found.map(({ key, own, theirs }) =>
      fault(
        `vehicles[${k + 1}].${key}`,
        `车辆须相同：此处为 ${own}，而 vehicles[0] 为 ${theirs}`,
        `Vehicles must be alike: ${own} here, ${theirs} at vehicles[0]`,
      ),
    )
  })
}

/** What can be honoured alone but not together. */
function clashes({ vehicles, jobs, matrices }: VroomInput): Fault[] {
  const { max_travel_time, time_window, profile } = vehicles[0]!
  const timed = time_window !== undefined || jobs.some(({ time_windows }) => time_windows !== undefined)
  const faults: Fault[] = []
  if (timed && max_travel_time !== undefined) {
    const en = 'A limit on travel time together with time windows cannot be honoured, only one of them'
    faults.push(fault('vehicles[0].max_travel_time', '行驶时间上限与时间窗不能同时照办，只能有其一', en))
  }
  if (matrices?.[profile]?.costs !== undefined && (timed || max_travel_time !== undefined)) {
    const en = 'Costs other than durations cannot be honoured together with time windows or a limit on travel time'
    faults.push(fault(`matrices.${profile}.costs`, '与时间窗或行驶时间上限同用时，不能照办不同于时长的成本', en))
  }
  return faults
}
