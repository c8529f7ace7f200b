import type { TravelMatrix } from '../../../travel.ts'
import type { LonLat } from '../../../types.ts'
import type { Fault } from '../../problem/fault.ts'
import { fault } from './faults.ts'
import type { VroomInput, VroomVehicle } from './input.ts'

/** Ways between places: seconds, -1 where none leads; metres where they are known; cost where it is not the seconds. */
export interface Ways {
  size: number
  seconds: Int32Array
  metres: Int32Array | null
  costs: Int32Array | null
}

/** Where jobs are and vehicles begin and end, as indexes of places; null where a route begins or ends anywhere. */
export interface VroomPlaces {
  jobs: number[]
  start: number | null
  end: number | null
  /** Given as matrices, or to be asked for between these points. */
  ways: Ways | { points: LonLat[] }
}

/** So many places make a matrix of 25 million pairs. */
const MOST_PLACES = 5000

/** Places by their coordinates, or by their indexes where matrices are given; the first vehicle speaks for all. */
export function placesOf(input: VroomInput): VroomPlaces | Fault[] {
  const { matrix, matrices, vehicles } = input
  const { profile } = vehicles[0]!
  const tables = matrices?.[profile] ?? (matrix !== undefined && profile === 'car' ? { durations: matrix } : undefined)
  if (tables !== undefined) return byIndex(input, tables)
  if (matrices !== undefined || matrix !== undefined) {
    const en = `Must hold the matrices of profile ${profile} (vehicles[0].profile)`
    return [fault('matrices', `应含 vehicles[0].profile 所用的 ${profile} 矩阵`, en)]
  }
  if (profile !== 'car') {
    const en = `Only car has travel of its own; give the matrices of ${profile}`
    return [fault('vehicles[0].profile', `没有矩阵时只有 car 的路程；请给出 ${profile} 的矩阵`, en)]
  }
  return byPoint(input)
}

type Tables = NonNullable<VroomInput['matrices']>[string]

function byIndex(
  { jobs, vehicles }: VroomInput,
  { durations, distances, costs }: Partial<Tables> & Pick<Tables, 'durations'>,
) {
  const size = durations.length
  const faults = Object.entries({ durations, distances, costs }).flatMap(([name, table]) =>
    tableFaults(name, table, size),
  )
  const index = (at: number | undefined, path: string): number => {
    if (at !== undefined && at < size) return at
    const got = at ?? 'nothing'
    const en = `With matrices an index from 0 to ${size - 1} is needed; got ${got}`
    faults.push(fault(path, `有矩阵时应为 0 至 ${size - 1} 的序号，实为 ${got}`, en))
    return 0
  }
  const ends = endsOf(vehicles[0]!, (vehicle, end) => {
    const at = vehicle[`${end}_index`]
    if (at === undefined && vehicle[end] === undefined) return null
    return index(at, `vehicles[0].${end}_index`)
  })
  const places = jobs.map((job, k) => index(job.location_index, `jobs[${k}].location_index`))
  if (faults.length > 0) return faults
  const flat = (table: number[][] | undefined) => (table === undefined ? null : Int32Array.from(table.flat()))
  const ways = { size, seconds: flat(durations)!, metres: flat(distances), costs: flat(costs) }
  return { jobs: places, ...ends, ways }
}

function tableFaults(name: string, table: readonly number[][] | undefined, size: number): Fault[] {
  const row = table?.findIndex((cells) => cells.length !== size) ?? -1
  if (table === undefined || (table.length === size && row < 0)) return []
  const en = `Must be ${size} × ${size}; ${row < 0 ? `has ${table.length} rows` : `row ${row} has ${table[row]!.length}`}`
  return [fault(`matrices.${name}`, `应为 ${size} × ${size}（行列数不符）`, en)]
}

function byPoint({ jobs, vehicles }: VroomInput): VroomPlaces | Fault[] {
  const faults: Fault[] = []
  const points: LonLat[] = []
  const known = new Map<string, number>()
  const place = (point: LonLat): number => {
    const key = point.join()
    if (!known.has(key)) known.set(key, points.push(point) - 1)
    return known.get(key)!
  }
  const ends = endsOf(vehicles[0]!, (vehicle, end) => (vehicle[end] === undefined ? null : place(vehicle[end])))
  const places = jobs.map(({ location }, k) => {
    if (location !== undefined) return place(location)
    const en = 'Without matrices coordinates [longitude, latitude] are needed; got nothing'
    faults.push(fault(`jobs[${k}].location`, '没有矩阵时应为坐标 [经度, 纬度]，实为空', en))
    return 0
  })
  if (points.length > MOST_PLACES) {
    const en = `At most ${MOST_PLACES} different places; got ${points.length}`
    faults.push(fault('jobs', `不同地点最多 ${MOST_PLACES} 个，实有 ${points.length} 个`, en))
  }
  return faults.length > 0 ? faults : { jobs: places, ...ends, ways: { points } }
}

function endsOf(vehicle: VroomVehicle, at: (vehicle: VroomVehicle, end: 'start' | 'end') => number | null) {
  return { start: at(vehicle, 'start'), end: at(vehicle, 'end') }
}

/** The ways of a travel matrix between all points. */
export const waysOf = ({ from, seconds, metres }: TravelMatrix): Ways => ({ size: from, seconds, metres, costs: null })

/** From one place to another in one of the tables. */
export const way = ({ size }: Ways, of: Int32Array, a: number, b: number): number => of[a * size + b]!
