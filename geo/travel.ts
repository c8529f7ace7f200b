import type { LonLat } from './types.ts'

/**
 * Seconds and metres between places. `seconds[i * to + j]` is from source i to destination j; -1 is unreachable.
 * Not assumed symmetric: adapters that ask a road network fill the same shape.
 */
export interface TravelMatrix {
  from: number
  to: number
  seconds: Int32Array
  metres: Int32Array
}

export interface StraightLine {
  /** Road metres per straight metre, at least 1. 25 Chinese cities: mean 1.324. */
  circuity: number
  kmPerHour: number
  /** Lost whenever one arrives at another place: parking, finding the door. */
  minutesPerStop: number
}

export const STRAIGHT_LINE: StraightLine = { circuity: 1.32, kmPerHour: 22, minutesPerStop: 0 }

const EARTH_RADIUS_M = 6_371_008.8
const RADIAN = Math.PI / 180

/** Great-circle metres between two points by the haversine formula. */
export function haversineM(a: LonLat, b: LonLat): number {
  const dLat = (b[1] - a[1]) * RADIAN
  const dLon = (b[0] - a[0]) * RADIAN
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIAN) * Math.cos(b[1] * RADIAN) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Straight line × circuity at one speed: needs no network, is as long back as forth, and never holds an unreachable
 * pair. Sources and destinations are indexes into points, all of them where left out.
 * @throws RangeError for an index outside points, or figures no road can have
 */
export function straightLineMatrix(
  points: readonly LonLat[],
  sources: readonly number[] = [...points.keys()],
  destinations: readonly number[] = [...points.keys()],
  by: StraightLine = STRAIGHT_LINE,
): TravelMatrix {
  const metresPerSecond = checkedSpeed(by) / 3.6
  const from = sources.map((index) => pointAt(points, index))
  const to = destinations.map((index) => pointAt(points, index))
  const seconds = new Int32Array(from.length * to.length)
  const metres = new Int32Array(from.length * to.length)
  for (const [i, a] of from.entries()) {
    for (const [j, b] of to.entries()) {
      const road = haversineM(a, b) * by.circuity
      metres[i * to.length + j] = Math.round(road)
      if (road > 0) seconds[i * to.length + j] = Math.round(road / metresPerSecond + 60 * by.minutesPerStop)
    }
  }
  return { from: from.length, to: to.length, seconds, metres }
}

/** The speed in km/h of figures that can be. */
function checkedSpeed({ circuity, kmPerHour, minutesPerStop }: StraightLine): number {
  if (!(circuity >= 1 && circuity <= 10)) throw new RangeError(`circuity must be from 1 to 10, got ${circuity}`)
  if (!(kmPerHour >= 1 && kmPerHour <= 200)) throw new RangeError(`speed must be from 1 to 200 km/h, got ${kmPerHour}`)
  if (!(minutesPerStop >= 0 && minutesPerStop <= 120))
    throw new RangeError(`minutes per stop must be from 0 to 120, got ${minutesPerStop}`)
  return kmPerHour
}

function pointAt(points: readonly LonLat[], index: number): LonLat {
  const point = points[index]
  if (point === undefined) throw new RangeError(`indexes from 0 to ${points.length - 1}, got ${index}`)
  return point
}
