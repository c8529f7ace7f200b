import type { Position } from 'geojson'
import type { LonLat } from '../types.ts'
import { cross, crossingOf, same, turnOf } from './rings.ts'

/** Where a drawn line crosses or touches itself; null where it does not. A line whose ends meet is a ring. */
export function lineCrossing(line: readonly (LonLat | Position)[]): LonLat | null {
  const path = line.map((at): Position => [at[0]!, at[1]!])
  const closed = path.length > 3 && same(path[0]!, path.at(-1)!)
  for (let i = 1; i < path.length; i++) {
    for (let j = i + 1; j < path.length; j++) {
      const [a, b, c, d] = [path[i - 1]!, path[i]!, path[j - 1]!, path[j]!]
      if (j === i + 1 || (closed && i === 1 && j === path.length - 1)) {
        if (folds(j === i + 1 ? [a, b, d] : [c, d, b])) return [b[0]!, b[1]!]
        continue
      }
      if (same(a, c) || same(b, d) || same(b, c) || same(a, d)) return [b[0]!, b[1]!]
      if (cross(a, b, c, d)) {
        const [lon, lat] = crossingOf(a, b, c, d)
        return [lon!, lat!]
      }
    }
  }
  return null
}

/** Whether a line turns straight back on itself. */
const folds = ([a, b, c]: [Position, Position, Position]) =>
  turnOf(a, b, c) === 0 && (b[0]! - a[0]!) * (c[0]! - b[0]!) + (b[1]! - a[1]!) * (c[1]! - b[1]!) < 0
