import type { LonLat } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasAt } from './arrangement.ts'
import type { Outcome } from './edit.ts'
import { moveTogether } from './move.ts'
import { onBorder } from './onBorder.ts'
import { boxOfPositions, WELD_DEG } from './rings.ts'
import { weld } from './weld.ts'

/** Puts a vertex into a border, on both sides and in all levels; `to`, where given, is where it is drawn to at once. */
export function insertVertex(arrangement: Arrangement, action: { at: LonLat; to?: LonLat }): Outcome {
  const at = [...action.at]
  const sharing = onBorder(arrangement, at)
  if ('reasons' in sharing) return sharing
  const words = { zh: '增加顶点', en: 'Added a vertex' }
  if (action.to !== undefined) return moveTogether(arrangement, [[at, [...action.to]]], words)
  return outcome(arrangement, {
    put: weld(areasAt(arrangement, action.at), boxOfPositions([at], WELD_DEG), [at]),
    words,
  })
}
