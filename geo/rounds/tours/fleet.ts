import { Random } from '../../random.ts'
import { type Annealed, anneal, OFTEN, type Progress, polish } from './anneal.ts'
import { type Field, NONE } from './field.ts'
import { FAR } from './legs.ts'
import { recreate } from './recreate.ts'
import { ruin } from './ruin.ts'
import { savings } from './savings.ts'
import { Tours } from './tours.ts'

/** Share of the whole search that may go into having fewer routes. */
const FLEET_SHARE = 0.5

/**
 * Fewest routes first, then the shortest ones under that number. Deterministic for seed and progress; `enough` ends the
 * first part early (a number of routes that is known to be the fewest), beside the bound that the loads give.
 */
export function fleetFirst(field: Field, seed: number, progress: Progress, enough = 1): Annealed {
  const fewer = fewestRoutes(field, seed, (step, best) => progress(step, best) / FLEET_SHARE, { enough })
  const from = progress(fewer.steps, fewer.length)
  const rest: Progress = (step, best) => (progress(fewer.steps + step, best) - from) / Math.max(1e-9, 1 - from)
  const shortest = anneal(field, seed, from >= 1 ? () => 1 : rest, { start: fewer.routes, cap: fewer.routes.length })
  return { ...shortest, steps: fewer.steps + shortest.steps }
}

/**
 * Fewest routes (SISR 2020, section 5.4): the route whose stops were absent least often is given up; ruin and recreate
 * then looks for room for the absent ones among the others, and stops that are absent again and again count for more.
 */
export function fewestRoutes(
  field: Field,
  seed: number,
  progress: Progress,
  { enough = 1, start }: { enough?: number; start?: readonly (readonly number[])[] } = {},
): Annealed {
  const random = new Random(seed)
  const tours = new Tours(field, field.size)
  if (start === undefined) savings(tours)
  else tours.take(start)
  tours.remember()
  const bound = Math.max(enough, leastByLoad(field, start ?? tours.routes()))
  const timesAbsent = new Float64Array(field.size)
  const out = new Int32Array(field.size)
  let absent: number[] = []
  let bestLength = tours.length
  let current = tours.length
  const meanLeg = tours.length / Math.max(1, field.size - 1 + tours.used)
  let step = 0
  for (; field.size > 1; step++) {
    if (absent.length === 0) {
      tours.remember()
      bestLength = tours.length
      if (tours.used <= bound) break
      absent = giveUp(tours, timesAbsent)
      current = tours.length
    }
    const done = (step & 63) === 0 ? progress(step, bestLength) : 0
    if (done >= 1) break
    tours.begin()
    for (let k = 0; k < absent.length; k++) out[k] = absent[k]!
    const torn = ruin(tours, seedStop(tours, absent, random), OFTEN, random, out.subarray(absent.length))
    const count = absent.length + torn
    const left = recreate(tours, out, count, Infinity, random)
    const still = Array.from(out.subarray(0, left))
    if (tours.length > current + FAR / 2) tours.takeBack()
    else if (worth(still, timesAbsent) < worth(absent, timesAbsent) || still.length < absent.length) {
      absent = still
      current = tours.length
    } else if (worth(still, timesAbsent) === worth(absent, timesAbsent)) {
      polish(tours, out.subarray(left), count - left)
      if (tours.length < current - meanLeg * HEAT * Math.log(1 - random.next())) {
        absent = still
        current = tours.length
      } else tours.takeBack()
    } else tours.takeBack()
    for (const stop of still) timesAbsent[stop] = timesAbsent[stop]! + 1
  }
  const routes = tours.remembered()
  return { routes, length: bestLength, last: routes, steps: step }
}

const HEAT = 0.3

/** Where to tear: around an absent stop half of the time, else anywhere. */
function seedStop({ field }: Tours, absent: readonly number[], random: Random): number {
  return random.next() < 0.5 ? absent[random.below(absent.length)]! : 1 + random.below(field.size - 1)
}

function worth(stops: readonly number[], timesAbsent: Float64Array): number {
  let sum = 0
  for (const stop of stops) sum += 1 + timesAbsent[stop]!
  return sum
}

/** Empties the route whose stops are the easiest to have in others, and lowers the cap; answers those stops. */
function giveUp(tours: Tours, timesAbsent: Float64Array): number[] {
  let least = NONE
  let leastWorth = Infinity
  for (let r = 0; r < tours.limit; r++) {
    if (tours.count[r] === 0) continue
    const own = worth(tours.stops(r), timesAbsent)
    if (own >= leastWorth) continue
    least = r
    leastWorth = own
  }
  const stops = tours.stops(least)
  tours.replace(least, new Int32Array(0), 0)
  for (const stop of stops) tours.route[stop] = NONE
  tours.cap = tours.used
  return stops
}

/** Fewer routes than this cannot carry what these do. */
export function leastByLoad({ demand, capacity }: Field, routes: readonly (readonly number[])[]): number {
  const load = routes.flat().reduce((sum, stop) => sum + demand[stop]!, 0)
  return Math.ceil(load / Math.max(1, capacity))
}
