import type { Level, LonLat } from '../types.ts'
import type { Arrangement } from './arrangement.ts'
import { chainAt } from './chain.ts'
import { type Outcome, refuse } from './edit.ts'
import { type Move, moveTogether } from './move.ts'

/**
 * Moves the border of a level between two junctions. The junctions stay where other borders hold them; a straight border
 * without vertices between them takes its ends along.
 */
export function moveChain(
  arrangement: Arrangement,
  { at, by, level }: { at: LonLat; by: readonly [lon: number, lat: number]; level: Level },
): Outcome {
  const chain = chainAt(arrangement, at, level)
  if (chain === null) return refuse('unknown-vertex', '此处没有这一级的边界', 'No border of this level runs here', at)
  const free = chain.closed ? chain.path.slice(1) : chain.path.slice(1, -1)
  const moving = free.length > 0 ? free : chain.path
  const moves = moving.map((from): Move => [from, [round(from[0]! + by[0]), round(from[1]! + by[1])]])
  const n = chain.codes.length
  return moveTogether(arrangement, moves, {
    zh: `移动边界（${moving.length} 个顶点，${n} 个区域共用）`,
    en: `Moved a border of ${moving.length} vertices shared by ${n} areas`,
  })
}

/** A millimetre. */
const round = (degrees: number) => Math.round(degrees * 1e8) / 1e8
