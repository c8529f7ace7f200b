import type { LonLat } from '../../geo/types.ts'

/** A point of the drawing board: metres east and north of the middle of the fictional town. */
export type Spot = readonly [east: number, north: number]

const MIDDLE: LonLat = [117.79, 26.4]
const METRES_PER_DEGREE_NORTH = 110_790
const METRES_PER_DEGREE_EAST = 99_770

/** Rounded to 1e-7 degrees (about a centimetre): every border is made of such numbers and no others. */
export function toLonLat([east, north]: Spot): [number, number] {
  return [
    Math.round((MIDDLE[0] + east / METRES_PER_DEGREE_EAST) * 1e7) / 1e7,
    Math.round((MIDDLE[1] + north / METRES_PER_DEGREE_NORTH) * 1e7) / 1e7,
  ]
}

export function distance(a: Spot, b: Spot): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
}
