import type { Area, LonLat, Path, Place } from './types.ts'

/** The index over one edition of boundaries. Immutable; safe to share and to swap. */
export interface Atlas {
  /** Where a point fell. Exact on shared edges and vertices: the lowest area in path order that covers it. */
  locate(point: LonLat, accuracyM?: number): Place
  /** Codes from the district down to this area; undefined for an unknown code. */
  path(code: string): Path | undefined
  area(code: string): Area | undefined
  /** Number of areas, all levels. */
  readonly size: number
}
