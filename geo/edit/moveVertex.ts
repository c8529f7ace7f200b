import type { LonLat } from '../types.ts'
import type { Arrangement } from './arrangement.ts'
import type { Outcome } from './edit.ts'
import { moveTogether } from './move.ts'
import { onBorder } from './onBorder.ts'

/** Moves a vertex, in all areas of all levels that share it. */
export function moveVertex(arrangement: Arrangement, action: { from: LonLat; to: LonLat }): Outcome {
  const from = [...action.from]
  const sharing = onBorder(arrangement, from)
  if ('reasons' in sharing) return sharing
  const n = sharing.codes.length
  return moveTogether(arrangement, [[from, [...action.to]]], {
    zh: `移动顶点（${n} 个区域共用）`,
    en: `Moved a vertex shared by ${n} ${n === 1 ? 'area' : 'areas'}`,
  })
}
