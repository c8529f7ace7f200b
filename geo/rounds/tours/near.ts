import Flatbush from 'flatbush'
import { FAR, type Legs } from './legs.ts'

/** Places and when they may be served. */
export interface Places {
  readonly size: number
  readonly legs: Legs
  readonly ready: Int32Array
  readonly due: Int32Array
  readonly service: Int32Array
}

/** Waiting costs a fifth of driving in the order of neighbours, being late as much (Vidal et al. 2013, proximity). */
const WAIT = 5

/** Above this many places the neighbours are sought among the nearest in the plane only. */
const ALL_PAIRS = 2500
const WIDER = 4

/**
 * The `count` nearest stops of every stop, nearest first: by length to or fro, and by how long one would have to wait
 * or be late between the two windows. A stop that has fewer repeats the last, or itself.
 */
export function nearest(input: Places, timed: boolean, count: number): Int32Array {
  const { size } = input
  const near = new Int32Array(size * count)
  const among = candidates(input, count)
  const keys = new Float64Array(size)
  for (let a = 1; a < size; a++) {
    let n = 0
    for (const b of among(a)) {
      const apart = apartness(input, timed, a, b)
      if (apart < FAR) keys[n++] = apart * size + b
    }
    const sorted = keys.subarray(0, n).sort()
    for (let k = 0; k < count; k++) near[a * count + k] = n === 0 ? a : sorted[Math.min(k, n - 1)]! % size
  }
  return near
}

/** Whom a stop may have as neighbours: all others, or the nearest in the plane where there are very many. */
function candidates({ size, legs }: Places, count: number): (stop: number) => Iterable<number> {
  const { points } = legs
  if (points === null || size <= ALL_PAIRS) {
    const all = Array.from({ length: size - 1 }, (_, k) => k + 1)
    return (stop) => all.filter((other) => other !== stop)
  }
  const { x, y } = points
  const tree = new Flatbush(size)
  for (let at = 0; at < size; at++) tree.add(x[at]!, y[at]!)
  tree.finish()
  return (stop) =>
    tree.neighbors(x[stop]!, y[stop]!, WIDER * count + 2).filter((other) => other !== stop && other !== 0)
}

function apartness({ legs, ready, due, service }: Places, timed: boolean, a: number, b: number): number {
  const there = legs.of(a, b)
  const back = legs.of(b, a)
  const length = Math.min(there, back)
  if (!timed) return length
  const forth =
    Math.max(0, ready[b]! - due[a]! - service[a]! - there) / WAIT +
    Math.max(0, ready[a]! + service[a]! + there - due[b]!)
  const reverse =
    Math.max(0, ready[a]! - due[b]! - service[b]! - back) / WAIT + Math.max(0, ready[b]! + service[b]! + back - due[a]!)
  return length + Math.min(FAR / 2, Math.round(Math.min(forth, reverse)))
}
