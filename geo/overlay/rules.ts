import type { Smallest } from './slivers.ts'

/** What a size is counted in. */
export const MEASURES = ['area', 'residents', 'premises', 'reports'] as const
export type Measure = (typeof MEASURES)[number]

/** By what rules layers become one grid. */
export interface MergeRules {
  /** Layers by index, the one whose borders win first. */
  order: readonly number[]
  /** Smaller or narrower pieces go to the neighbour with the longest common border under the same source. */
  smallest: Smallest
  /**
   * Larger ones are divided along the next layers, smaller ones joined over the weakest border where the sum fits; below
   * half of the least they join even where it does not. null: as they come.
   */
  band: { measure: Measure; min: number; max: number } | null
  /** What no layer covers goes to the neighbour with the longest border, or stands for itself. */
  uncovered: 'neighbour' | 'own'
}

/** Why a merged area is as it is: square metres or faces that a rule has brought about. */
export type Because =
  | { rule: 'split'; layer: number; measure: Measure; size: number }
  | { rule: 'small'; pieces: number; areaM2: number }
  | { rule: 'joined'; pieces: number; areaM2: number }
  | { rule: 'uncovered'; areaM2: number }
  | { rule: 'above-band' | 'below-band'; measure: Measure; size: number }
