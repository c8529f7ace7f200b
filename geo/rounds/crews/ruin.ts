import type { Random } from '../../random.ts'
import { NONE } from './model.ts'
import type { Rota } from './rota.ts'

/** Mean number of stops taken out at a time (Christiaens and Vanden Berghe 2020: c̄ = 10). */
const MEAN = 10

/** How often whole rounds are taken out instead of strings: what lets rounds become fewer. */
const WHOLE = 0.35

/** How often a round near by changes its half-day before anything is put back. */
const SHIFT = 0.15

/**
 * Takes strings of neighbouring stops, or whole rounds, out of the rounds around a seed stop (SISR 2020, section 5), and
 * sometimes moves one of them to another half-day. Answers the stops that were taken out.
 */
export function ruin(rota: Rota, seed: number, random: Random): number[] {
  const { model, of } = rota
  const { stops: near, count } = model.near()
  const most = 1 + random.below(2 * MEAN - 1)
  const whole = random.next() < WHOLE
  const out: number[] = []
  const torn = new Set<number>()
  for (let k = -1; k < count && out.length < most; k++) {
    const stop = k < 0 ? seed : near[seed * count + k]!
    const id = of[stop]!
    if (id === NONE || torn.has(id)) continue
    torn.add(id)
    const { stops } = rota.outings[id]!
    out.push(...rota.remove(id, whole ? stops : stringAround(stops, stop, random)))
  }
  if (random.next() < SHIFT) shiftOne(rota, seed, random)
  return out
}

/** A string of a round that holds the stop. */
function stringAround(stops: readonly number[], stop: number, random: Random): number[] {
  const length = 1 + random.below(stops.length)
  const at = stops.indexOf(stop)
  const first = Math.max(0, at - length + 1)
  const last = Math.min(at, stops.length - length)
  const from = first + random.below(last - first + 1)
  return stops.slice(from, from + length)
}

function shiftOne(rota: Rota, seed: number, random: Random): void {
  const { stops: near, count } = rota.model.near()
  if (count === 0) return
  const stop = near[seed * count + random.below(count)]!
  const id = rota.of[stop]!
  if (id === NONE) return
  const from = rota.model.firstSlot[stop]!
  rota.shift(id, from + random.below(rota.model.lastSlot[stop]! - from + 1))
}
