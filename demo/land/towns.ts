import type { Spot } from './plane.ts'

/**
 * Where the drawing board places the seats of S4's twelve towns (示意): only roughly as they lie, the shapes are invented.
 * `reach` weighs how far a town spreads from its seat.
 */
export const TOWNS: readonly { code: string; seat: Spot; reach: number }[] = [
  { code: '350405001', seat: [-1_500, 5_500], reach: 1 },
  { code: '350405002', seat: [-4_500, -5_500], reach: 1 },
  { code: '350405100', seat: [17_500, 13_000], reach: 1 },
  { code: '350405101', seat: [-8_500, 20_500], reach: 1.35 },
  { code: '350405102', seat: [13_000, 3_500], reach: 1 },
  { code: '350405103', seat: [6_500, 18_500], reach: 1 },
  { code: '350405104', seat: [-14_500, 8_500], reach: 1.1 },
  { code: '350405105', seat: [8_000, -12_500], reach: 1 },
  { code: '350405200', seat: [-6_500, -16_500], reach: 0.95 },
  { code: '350405201', seat: [2_000, -20_500], reach: 0.85 },
  { code: '350405202', seat: [15_500, -6_500], reach: 0.95 },
  { code: '350405203', seat: [6_500, -28_500], reach: 0.85 },
]

/** The two streets whose residents' committees (居委会) are the 17 urban communities of S2, and the river between them. */
export const NORTH_BANK = '350405001'
export const SOUTH_BANK = '350405002'

/** The river through the town, west to east, as a function of easting (metres). */
export function riverNorthing(east: number): number {
  return -500 + 0.32 * east + 420 * Math.sin(east / 1_150)
}

/** True inside the fictional outline of the district: an uneven oval of about 1,800 km². */
export function insideOutline([east, north]: Spot): boolean {
  const x = (east - 1_000) / 20_600
  const y = (north + 2_000) / 29_400
  const angle = Math.atan2(y, x)
  const wobble = 0.055 * Math.sin(3 * angle + 0.6) + 0.045 * Math.sin(5 * angle + 2.1) + 0.03 * Math.sin(8 * angle + 4)
  return Math.sqrt(x * x + y * y) < 0.96 + wobble
}
