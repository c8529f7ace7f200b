import type { Polygon } from 'geojson'
import type { Area, Level } from '../../geo/types.ts'

/** West, south, east, north in steps of 0.001° from a corner in 沙县. */
export type Steps = readonly [west: number, south: number, east: number, north: number]

const CORNER = [117.79, 26.39] as const
const STEP = 0.001

/** The longitude or latitude of a step: computed one way only, so that shared borders are bit for bit the same. */
export const lonAt = (step: number) => Number((CORNER[0] + step * STEP).toFixed(9))
export const latAt = (step: number) => Number((CORNER[1] + step * STEP).toFixed(9))

/** A rectangle, counter-clockwise. */
export function square([west, south, east, north]: Steps): Polygon {
  const [w, s, e, n] = [lonAt(west), latAt(south), lonAt(east), latAt(north)]
  // prettier by far in one line
  return {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  }
}

/** Square metres of such a rectangle on the sphere of 6,371,008.8 m, by the exact formula R²·Δλ·(sin φ₂ − sin φ₁). */
export function squareM2([west, south, east, north]: Steps): number {
  const rad = Math.PI / 180
  const R = 6_371_008.8
  return R * R * (lonAt(east) - lonAt(west)) * rad * (Math.sin(latAt(north) * rad) - Math.sin(latAt(south) * rad))
}

export const area = (level: Level, code: string, parent: string | null, steps: Steps): Area => ({
  level,
  code,
  name: `${level} ${code}`,
  parent,
  geometry: square(steps),
})

/** A district of 4 × 2 steps: two streets, each of two communities. */
export const soundDistrict = (): Area[] => [
  area('district', 'D', null, [0, 0, 4, 2]),
  area('street', 'S1', 'D', [0, 0, 2, 2]),
  area('street', 'S2', 'D', [2, 0, 4, 2]),
  area('community', 'C11', 'S1', [0, 0, 1, 2]),
  area('community', 'C12', 'S1', [1, 0, 2, 2]),
  area('community', 'C21', 'S2', [2, 0, 3, 2]),
  area('community', 'C22', 'S2', [3, 0, 4, 2]),
]

/** The sound district with some areas changed or, given null, left out. */
export function planted(changes: Record<string, Partial<Area> | null>): Area[] {
  return soundDistrict().flatMap((one) => {
    const change = changes[one.code]
    return change === null ? [] : [{ ...one, ...change }]
  })
}
