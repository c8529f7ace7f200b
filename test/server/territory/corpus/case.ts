import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import type { Fault } from '../../../../geo/check/fault.ts'
import { latAt, lonAt } from '../../../geo/squares.ts'
import type { options } from '../files.ts'

/** One broken file: what is wrong with it, how it is written, and what has to become of it. */
export interface Case {
  /** The fault, in words; the name of the test. */
  fault: string
  /** Its name on disk, which may lie. */
  file: string
  bytes: Uint8Array | ((path: string) => void)
  asked?: Parameters<typeof options>[0]
  outcome: Taken | Refused
}

export interface Taken {
  taken: Record<string, string>
  /** Reason of a repair that was asked for. */
  repaired?: string
  /** Fault that the coverage check then names. */
  check?: Fault['kind']
}

export interface Refused {
  /** Kind of a problem of the import, or code of the error. */
  refused: string
  /** What the reason in English says. */
  says: RegExp
}

export const refused = (kind: string, says: RegExp): Refused => ({ refused: kind, says })

/** Both streets with their names: what a file that is read all the same holds. */
export const BOTH: Taken = { taken: { S1: '西街道', S2: '东街道' } }

export const at = (x: number, y: number): Position => [lonAt(x), latAt(y)]

/** A polygon of rings in steps. */
export const rings = (...steps: [number, number][][]): Polygon => ({
  type: 'Polygon',
  coordinates: steps.map((ring) => ring.map(([x, y]) => at(x, y))),
})

export const street = (
  code: unknown,
  name: unknown,
  geometry: Polygon | MultiPolygon,
): Feature<Polygon | MultiPolygon> => ({ type: 'Feature', properties: { code, name }, geometry })

export const WEST = rings([
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
])
export const EAST = rings([
  [2, 0],
  [4, 0],
  [4, 2],
  [2, 2],
  [2, 0],
])
export const streets = [street('S1', '西街道', WEST), street('S2', '东街道', EAST)]
export const withEast = (first: Feature): Feature[] => [first, streets[1]!]

/** A geometry with each point changed. */
export const moved = (geometry: Polygon | MultiPolygon, move: (point: Position) => Position): Polygon | MultiPolygon =>
  geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(move)) }
    : {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(move))),
      }
