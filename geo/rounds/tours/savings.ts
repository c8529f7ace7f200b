import { LONGEST } from './legs.ts'
import { feasible } from './tails.ts'
import type { Tours } from './tours.ts'

/**
 * The first solution: every stop in a route of its own, then the routes joined end to start where that saves most
 * (Clarke and Wright 1964), among neighbours only. Stops that not even a route of their own can serve stay out.
 */
export function savings(tours: Tours): void {
  const { field } = tours
  const { legs, size, near, nearCount } = field
  const chain: (number[] | undefined)[] = Array.from({ length: size }, (_, stop) => [stop])
  const chainOf = Int32Array.from({ length: size }, (_, stop) => stop)
  const alone = new Int32Array(1)
  for (let stop = 1; stop < size; stop++) {
    alone[0] = stop
    if (legs.of(0, stop) > LONGEST || legs.of(stop, 0) > LONGEST || !feasible(tours, alone, 1)) chain[stop] = undefined
  }
  const joins: { a: number; b: number; saved: number }[] = []
  for (let a = 1; a < size; a++) {
    for (let k = 0; k < nearCount; k++) {
      const b = near[a * nearCount + k]!
      const leg = legs.of(a, b)
      const saved = legs.of(a, 0) + legs.of(0, b) - leg
      if (saved > 0) joins.push({ a, b, saved })
      const back = legs.of(b, a)
      const savedBack = legs.of(b, 0) + legs.of(0, a) - back
      if (savedBack > 0) joins.push({ a: b, b: a, saved: savedBack })
    }
  }
  joins.sort((x, y) => y.saved - x.saved || x.a - y.a || x.b - y.b)
  for (const { a, b } of joins) {
    const head = chain[chainOf[a]!]
    const tail = chain[chainOf[b]!]
    if (head === undefined || tail === undefined || head === tail || head.at(-1) !== a || tail[0] !== b) continue
    const whole = Int32Array.from([...head, ...tail])
    if (!feasible(tours, whole, whole.length)) continue
    const id = chainOf[a]!
    chain[chainOf[b]!] = undefined
    for (const stop of tail) chainOf[stop] = id
    head.push(...tail)
  }
  tours.take(chain.slice(1).filter((stops) => stops !== undefined))
}
