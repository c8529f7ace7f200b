import type { Level, LonLat } from './types.ts'

/** What can be wrong with the areas of an edition. */
export type FaultKind =
  | 'invalid'
  | 'overlap'
  | 'gap'
  | 'outside-parent'
  | 'no-parent'
  | 'childless'
  | 'not-one-district'

/** One fault: where, how large, and in words. */
export interface Fault {
  kind: FaultKind
  level: Level
  code: string
  /** The other area of an overlap. */
  other?: string
  areaM2: number
  at: LonLat
  words: { zh: string; en: string }
}
