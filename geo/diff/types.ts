import type { Level } from '../types.ts'

/**
 * What became of an area: `moved` its border, `split` one into several, `merged` several into one, `recut` several into
 * several; `renamed` its name or code and `reparented` its parent where its border did not move.
 */
export const DIFF_KINDS = [
  'unchanged',
  'renamed',
  'reparented',
  'moved',
  'split',
  'merged',
  'recut',
  'new',
  'gone',
] as const
export type DiffKind = (typeof DIFF_KINDS)[number]

/** An area of one of the two editions. */
export interface AreaRef {
  code: string
  name: string
  parent: string | null
  areaM2: number
}

/** Land with its other side: the code of an area of the other edition, or null for land outside of it. */
export interface Share {
  code: string | null
  areaM2: number
}

/** One group of areas that are each other's past and future. */
export interface AreaDiff {
  level: Level
  kind: DiffKind
  before: AreaRef[]
  after: AreaRef[]
  /** Of one area that stays one: whether its name or code, or its parent, is another. */
  renamed: boolean
  reparented: boolean
  /** Land that came from elsewhere than the group's own past, and went elsewhere than its own future. */
  gained: Share[]
  lost: Share[]
}

/**
 * Land that changed hands between areas that are not each other's past and future; null: outside the edition. It stays
 * WKB: where a whole edition is drawn anew there are hundreds of thousands.
 */
export interface Exchange {
  level: Level
  from: string | null
  to: string | null
  areaM2: number
  wkb: Uint8Array
}

/** What two editions differ in. What did not change is counted and not listed. */
export interface EditionDiff {
  /** Number of groups by level and kind. */
  counts: Partial<Record<Level, Record<DiffKind, number>>>
  diffs: AreaDiff[]
  exchanges: Exchange[]
}
