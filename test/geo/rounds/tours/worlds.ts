import { seeded } from '../../../../geo/random.ts'
import { type Field, makeField, NEVER } from '../../../../geo/rounds/tours/field.ts'
import { Legs } from '../../../../geo/rounds/tours/legs.ts'

export interface World {
  stops: number
  seed: number
  timed: boolean
  asymmetric: boolean
  /** Share of legs that cannot be driven. */
  holes: number
}

/** A random field with everything a field knows: windows, loads, holes. */
export function world({ stops, seed, timed, asymmetric, holes }: World): Field {
  const random = seeded(seed)
  const size = stops + 1
  const below = (n: number) => Math.floor(random() * n)
  const x = Float64Array.from({ length: size }, () => below(1000))
  const y = Float64Array.from({ length: size }, () => below(1000))
  const matrix = Int32Array.from({ length: size * size }, (_, k) => {
    const a = Math.floor(k / size)
    const b = k % size
    const straight = Math.round(Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!))
    return asymmetric ? straight + ((a * 31 + b * 17) % 40) * Number(a !== b) : straight
  })
  for (let a = 1; a < size; a++) {
    for (let b = 1; b < size; b++) if (a !== b && random() < holes) matrix[a * size + b] = -1
  }
  const stop = (of: (k: number) => number, depot: number) =>
    Int32Array.from({ length: size }, (_, k) => (k === 0 ? depot : of(k)))
  const ready = stop(() => (timed ? below(2000) : 0), 0)
  return makeField(
    {
      size,
      legs: Legs.matrix(size, matrix),
      demand: stop(() => 1 + below(9), 0),
      capacity: 30,
      ready,
      due: stop((k) => (timed ? ready[k]! + 200 + below(1500) : NEVER), timed ? 6000 : NEVER),
      service: stop(() => below(60), 0),
    },
    8,
  )
}

/** Everything about one route, computed the plain way; undefined where the route breaks a rule. */
export function naive(field: Field, stops: readonly number[]) {
  let [length, load, time] = [0, 0, field.ready[0]! + field.service[0]!]
  const early: number[] = []
  let before = 0
  for (const at of stops) {
    const leg = field.legs.of(before, at)
    if (leg >= 2 ** 28) return undefined
    length += leg
    const start = Math.max(time + leg, field.ready[at]!)
    if (field.timed && start > field.due[at]!) return undefined
    early.push(start)
    time = start + field.service[at]!
    load += field.demand[at]!
    before = at
  }
  const back = field.legs.of(before, 0)
  if (back >= 2 ** 28 || load > field.capacity) return undefined
  if (field.timed && time + back > field.due[0]!) return undefined
  return { length: length + back, load, early }
}

/** The best partition into routes by dynamic programming over sets of stops: least (routes · weight + length). */
export function optimum(field: Field, weight: number): number {
  const n = field.size - 1
  const alone = new Float64Array(2 ** n).fill(Infinity)
  const visit = (stops: number[], set: number) => {
    const route = naive(field, stops)
    if (route !== undefined) alone[set] = Math.min(alone[set]!, route.length + weight)
    for (let k = 0; k < n; k++) if ((set & (1 << k)) === 0) visit([...stops, k + 1], set | (1 << k))
  }
  for (let k = 0; k < n; k++) visit([k + 1], 1 << k)
  const best = new Float64Array(2 ** n).fill(Infinity)
  best[0] = 0
  for (let set = 1; set < 2 ** n; set++) {
    for (let part = set; part > 0; part = (part - 1) & set)
      best[set] = Math.min(best[set]!, best[set ^ part]! + alone[part]!)
  }
  return best[2 ** n - 1]!
}
