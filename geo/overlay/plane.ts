import type { Position } from 'geojson'

/** Metres of a degree of latitude on the sphere of 6,371,008.8 m, the one `areaM2` measures on. */
const DEGREE_M = (Math.PI / 180) * 6_371_008.8

/** Metres east and north; true to 0.1 % within 20 km of its latitude. */
export interface Plane {
  at(position: Position): [east: number, north: number]
  length(from: Position, to: Position): number
}

/** The plane that touches at a latitude. */
export function planeAt(lat: number): Plane {
  const east = DEGREE_M * Math.cos((lat * Math.PI) / 180)
  return {
    at: ([lon, lat]) => [lon! * east, lat! * DEGREE_M],
    length: (from, to) => Math.hypot((to[0]! - from[0]!) * east, (to[1]! - from[1]!) * DEGREE_M),
  }
}
