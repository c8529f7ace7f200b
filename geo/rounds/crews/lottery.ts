import { Random } from '../../random.ts'
import type { HalfDay } from '../problem/halfDay.ts'

/**
 * The number a person draws for a half-day (双随机: who inspects is drawn by lot). It follows from the seed, the half-day
 * and the person alone, so that whoever has the seed on record can draw it again: FNV-1a over the text, then one step
 * of the seeded source. In [0, 1).
 */
export function lot(seed: number, { day, half }: HalfDay, officer: string): number {
  let hash = 0x811c9dc5
  for (const character of `${seed} ${day} ${half} ${officer}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  }
  return new Random(hash).next()
}
