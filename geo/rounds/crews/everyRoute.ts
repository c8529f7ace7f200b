import { bits } from '../bits.ts'
import { FAR } from '../tours/legs.ts'
import { earliest, kindOf, type Model } from './model.ts'
import type { Route } from './route.ts'

/** A way over a set of stops that ends at one of them: nothing else over the same set and end is both sooner and shorter. */
interface Label {
  stops: readonly number[]
  time: number
  driven: number
}

/**
 * Every round there can be, each set of stops in its shortest order, in every half-day that suits all of them: dynamic
 * programming over sets of stops (Held and Karp 1962) with the labels that are not dominated in time and driving. Null
 * where there would be more than `most`, or more stops than can be told apart by 30 bits.
 */
export function everyRoute(model: Model, most: number): Route[] | null {
  if (model.size > 31) return null
  const routes: Route[] = []
  for (const kind of [0, 1] as const) {
    const slots = model.halfDays.flatMap((_, slot) => (kindOf(slot) === kind ? [slot] : []))
    const orders = shortestOrders(model, kind, slots, most)
    if (orders === null) return null
    for (const stops of orders) {
      for (const slot of slots) if (suit(model, stops, slot)) routes.push({ slot, stops })
      if (routes.length > most) return null
    }
  }
  return routes
}

function suit(model: Model, stops: readonly number[], slot: number): boolean {
  const { allowed, halfDays, need } = model
  if (!stops.every((stop) => allowed[stop * halfDays.length + slot] === 1)) return false
  return model.unrecused(
    stops,
    slot,
    stops.reduce((mask, stop) => mask | need[stop]!, 0),
  )
}

/** Whether two visits of one premises that must lie apart are in one round. */
const tooNear = ({ siblings, coolOffDays }: Model, stops: readonly number[], stop: number): boolean =>
  coolOffDays[stop]! > 0 && siblings[stop]!.some((other) => stops.includes(other))

function shortestOrders(
  model: Model,
  kind: 0 | 1,
  slots: readonly number[],
  most: number,
): (readonly number[])[] | null {
  const { size, legs, stay, opens, closes, zone, need, mostDepartments } = model
  const complete = new Map<number, Label>()
  let layer = new Map<string, Label[]>()
  extend({ stops: [], time: opens[kind], driven: 0 }, 0)
  while (layer.size > 0) {
    const labels = layer
    layer = new Map()
    for (const [key, ways] of labels) for (const way of ways) extend(way, Number(key.split(' ')[0]))
    if (complete.size > most || layer.size > most) return null
  }
  return [...complete.values()].map(({ stops }) => stops)

  function extend({ stops, time, driven }: Label, set: number): void {
    const at = stops.at(-1) ?? 0
    for (let stop = 1; stop < size; stop++) {
      if ((set & (1 << (stop - 1))) !== 0 || (stops.length > 0 && zone[stop] !== zone[at])) continue
      if (tooNear(model, stops, stop)) continue
      const longer = [...stops, stop]
      if (bits(longer.reduce((mask, one) => mask | need[one]!, 0)) > mostDepartments) continue
      const leg = legs.of(at, stop)
      const begin = leg >= FAR ? Infinity : earliest(model, kind, stop, time + leg)
      if (begin === Infinity || !slots.some((slot) => suit(model, longer, slot))) continue
      add({ stops: longer, time: begin + stay[stop]!, driven: driven + leg }, set | (1 << (stop - 1)))
    }
  }

  function add(label: Label, set: number): void {
    const last = label.stops.at(-1)!
    const home = legs.of(last, 0)
    if (label.time > closes[kind]) return
    if (home < FAR && label.time + home <= closes[kind]) {
      const known = complete.get(set)
      if (known === undefined || label.driven + home < known.driven)
        complete.set(set, { ...label, driven: label.driven + home })
    }
    const key = `${set} ${last}`
    const others = layer.get(key) ?? []
    if (others.some(({ time, driven }) => time <= label.time && driven <= label.driven)) return
    layer.set(key, [...others.filter(({ time, driven }) => time < label.time || driven < label.driven), label])
  }
}
