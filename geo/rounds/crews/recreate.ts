import type { Random } from '../../random.ts'
import { bits } from '../bits.ts'
import { FAR } from '../tours/legs.ts'
import { earliest, kindOf, NONE } from './model.ts'
import type { Outing, Rota } from './rota.ts'

/** What an insertion is judged by, in seconds of driving. */
export interface Prices {
  /** Of one round more; Infinity: no new round. */
  round: number
  /** Of one department more in a crew. */
  department: number
}

/** A place is overlooked this often, which keeps the search from repeating itself (SISR 2020: blinks, 1 %). */
const BLINK = 0.01

/**
 * Puts each stop of `out` where it costs least, in a random kind of order: as drawn, most departments first, fewest
 * half-days left first, furthest or nearest to the seat first (SISR 2020, section 5.2). Answers those that fit nowhere.
 */
export function recreate(rota: Rota, out: number[], prices: Prices, random: Random): number[] {
  order(rota, out, random)
  return out.filter((stop) => !insertBest(rota, stop, prices, random))
}

function order({ model }: Rota, out: number[], random: Random): void {
  for (let k = out.length - 1; k > 0; k--) {
    const other = random.below(k + 1)
    const stop = out[k]!
    out[k] = out[other]!
    out[other] = stop
  }
  const { need, legs, freedom } = model
  const kind = random.below(12)
  if (kind < 4) return
  if (kind < 7) out.sort((a, b) => bits(need[b]!) - bits(need[a]!))
  else if (kind < 9) out.sort((a, b) => freedom[a]! - freedom[b]!)
  else if (kind < 11) out.sort((a, b) => legs.of(0, b) - legs.of(0, a))
  else out.sort((a, b) => legs.of(0, a) - legs.of(0, b))
}

interface Spot {
  id: number
  at: number
  more: number
}

/** The cheapest place in a round of one of the stop's neighbours, else of any round, else a round of its own. */
export function insertBest(rota: Rota, stop: number, prices: Prices, random: Random): boolean {
  const { model, of } = rota
  const { stops: near, count } = model.near()
  let best: Spot | null = null
  const asked = new Set<number>()
  for (let k = 0; k < count; k++) {
    const id = of[near[stop * count + k]!]!
    if (id === NONE || asked.has(id)) continue
    asked.add(id)
    best = better(best, bestPlace(rota, id, stop, prices, best?.more ?? Infinity, random))
  }
  if (best === null) {
    for (const [id, outing] of rota.outings.entries()) {
      if (outing === null || asked.has(id)) continue
      best = better(best, bestPlace(rota, id, stop, prices, best?.more ?? Infinity, random))
    }
  }
  const own =
    prices.round + prices.department * bits(model.need[stop]!) + model.legs.of(0, stop) + model.legs.of(stop, 0)
  if (own < (best?.more ?? Infinity)) {
    const slot = slotFor(rota, stop, random)
    if (slot !== NONE) {
      rota.insert(rota.open(slot, model.zone[stop]!), 0, stop)
      return true
    }
  }
  if (best === null) return false
  rota.insert(best.id, best.at, stop)
  return true
}

const better = (a: Spot | null, b: Spot | null) => (b !== null && (a === null || b.more < a.more) ? b : a)

function bestPlace(rota: Rota, id: number, stop: number, prices: Prices, limit: number, random: Random): Spot | null {
  const outing = rota.outings[id]!
  const { model, supply } = rota
  if (!rota.suits(outing, stop)) return null
  const fresh = model.need[stop]! & ~outing.departments
  const crew = prices.department * bits(fresh)
  if (crew >= limit) return null
  const place = cheapest(rota, outing, stop, limit - crew, random)
  if (place === null || !supply.canTake(outing.slot, outing.zone, fresh)) return null
  return { id, at: place.at, more: place.more + crew }
}

/** The least detour that keeps all times of the round, below the limit. */
function cheapest({ model }: Rota, outing: Outing, stop: number, limit: number, random: Random) {
  const { legs, stay, opens, closes } = model
  const { stops, early, late } = outing
  const kind = kindOf(outing.slot)
  let best = limit
  let bestAt = NONE
  for (let at = 0; at <= stops.length; at++) {
    const a = at === 0 ? 0 : stops[at - 1]!
    const b = at === stops.length ? 0 : stops[at]!
    const there = legs.of(a, stop)
    const on = legs.of(stop, b)
    const more = there + on - legs.of(a, b)
    if (more >= best || there >= FAR || on >= FAR) continue
    const leaving = at === 0 ? opens[kind] : early[at - 1]! + stay[a]!
    const begin = earliest(model, kind, stop, leaving + there)
    if (begin === Infinity) break
    const must = at === stops.length ? closes[kind] : late[at]!
    if (begin + stay[stop]! + on > must || random.next() < BLINK) continue
    best = more
    bestAt = at
  }
  return bestAt === NONE ? null : { at: bestAt, more: best }
}

/** How many half-days are drawn before all are looked through. */
const DRAWS = 4

/** A half-day in which the stop may have a round of its own: some are drawn, then all are looked through from one on. */
export function slotFor(rota: Rota, stop: number, random: Random): number {
  const { model, supply } = rota
  const zone = model.zone[stop]!
  const from = model.firstSlot[stop]!
  const to = model.lastSlot[stop]!
  if (from > to) return NONE
  const width = to - from + 1
  const free = (slot: number) =>
    rota.mayBeOn(stop, slot) && supply.hasTeam(slot, zone) && supply.canTake(slot, zone, model.need[stop]!)
  for (let k = 0; k < DRAWS; k++) {
    const slot = from + random.below(width)
    if (free(slot)) return slot
  }
  const start = random.below(width)
  for (let k = 0; k < width; k++) {
    const slot = from + ((start + k) % width)
    if (free(slot)) return slot
  }
  return NONE
}
