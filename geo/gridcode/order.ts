import type { Box, LonLat } from '../types.ts'

/** An area as far as its turn depends on it. */
export interface Placed {
  code: string
  /** The point at which its name is written: surely inside. */
  at: LonLat
  box: Box
}

/**
 * Areas in the order in which they are numbered: west to east, north to south (DB11 网格化城市管理系统单元网格划分 5.4).
 * The rows are ours to define: a row begins at the northernmost area left and takes every area whose point lies less
 * than half the median height of the areas south of it; within a row by longitude, then by code. The same areas give
 * the same order however they come.
 */
export function readingOrder<T extends Placed>(areas: readonly T[]): T[] {
  const byCode = (a: Placed, b: Placed) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  const left = areas.toSorted((a, b) => b.at[1] - a.at[1] || byCode(a, b))
  const heights = areas.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b)
  const reach = (heights[Math.floor(heights.length / 2)] ?? 0) / 2
  const ordered: T[] = []
  while (left.length > 0) {
    const north = left[0]!.at[1]
    const beyond = left.findIndex(({ at }) => north - at[1] >= reach && at[1] !== north)
    const row = left.splice(0, beyond === -1 ? left.length : beyond)
    ordered.push(...row.sort((a, b) => a.at[0] - b.at[0] || byCode(a, b)))
  }
  return ordered
}
