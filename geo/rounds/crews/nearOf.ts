import { FAR } from '../tours/legs.ts'
import type { Model, Near } from './model.ts'

/** Neighbours a stop has in the search. */
const NEAR = 30

/**
 * Nearest stops of every stop by driving to or fro, among those that could be in one round with it: of the same zone and
 * with half-days in common. A stop that has fewer repeats the last, or itself.
 */
export function nearOf(model: Pick<Model, 'size' | 'legs' | 'zone' | 'firstSlot' | 'lastSlot'>): Near {
  const { size, legs, zone, firstSlot, lastSlot } = model
  const count = Math.min(NEAR, Math.max(0, size - 2))
  const stops = new Int32Array(size * count)
  const keys = new Float64Array(size)
  for (let a = 1; a < size; a++) {
    let n = 0
    for (let b = 1; b < size; b++) {
      if (b === a || zone[b] !== zone[a] || firstSlot[b]! > lastSlot[a]! || lastSlot[b]! < firstSlot[a]!) continue
      const apart = Math.min(legs.of(a, b), legs.of(b, a))
      if (apart < FAR) keys[n++] = apart * size + b
    }
    const sorted = keys.subarray(0, n).sort()
    for (let k = 0; k < count; k++) stops[a * count + k] = n === 0 ? a : sorted[Math.min(k, n - 1)]! % size
  }
  return { stops, count }
}
