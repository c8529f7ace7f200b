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
  /** Road metres per straight metre. 25 Chinese cities: mean 1.324. */
  circuity: number
  kmPerHour: number
}

export const STRAIGHT_LINE: StraightLine = { circuity: 1.32, kmPerHour: 22 }

const EARTH_RADIUS_M = 6_371_008.8
const RADIAN = Math.PI / 180

/** Great-circle metres between two points by the haversine formula. */
export function haversineM(a: LonLat, b: LonLat): number {
  const dLat = (b[1] - a[1]) * RADIAN
  const dLon = (b[0] - a[0]) * RADIAN
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIAN) * Math.cos(b[1] * RADIAN) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Straight line × circuity at one speed: needs no network, is symmetric, and never holds an unreachable pair. */
export function straightLineMatrix(points: readonly LonLat[], by: StraightLine = STRAIGHT_LINE): TravelMatrix {
  const size = points.length
  const seconds = new Int32Array(size * size)
  const metres = new Int32Array(size * size)
  const metresPerSecond = by.kmPerHour / 3.6
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const road = haversineM(points[i]!, points[j]!) * by.circuity
      metres[i * size + j] = metres[j * size + i] = Math.round(road)
      seconds[i * size + j] = seconds[j * size + i] = Math.round(road / metresPerSecond)
    }
  }
  return { from: size, to: size, seconds, metres }
}
