import { Random } from '../../random.ts'
import { type Annealed, anneal, OFTEN, type Progress, polish } from './anneal.ts'
import { type Field, NONE } from './field.ts'
import { FAR } from './legs.ts'
import { recreate } from './recreate.ts'
import { ruin } from './ruin.ts'
import { savings } from './savings.ts'
import { Tours } from './tours.ts'

export interface Fleet {
  /** Routes there may be. */
  cap: number
  /** What leaving a stop out costs against another; at 0 the depot's, which is never left. */
  worth: Float64Array
  /** What a route costs beside its legs. */
  route: number
}

/** Share of the whole search that may go into leaving the least out. */
const PLACING_SHARE = 0.5

const HEAT = 0.3

/**
 * The least worth left out that so many routes allow, then the cheapest routes for the rest. Deterministic for seed and
 * progress.
 */
export function withinFleet(field: Field, seed: number, progress: Progress, fleet: Fleet): Annealed {
  const placed = leastOut(field, seed, (step, best) => progress(step, best) / PLACING_SHARE, fleet)
  const from = progress(placed.steps, placed.length)
  const rest: Progress = (step, best) => (progress(placed.steps + step, best) - from) / Math.max(1e-9, 1 - from)
  const options = { start: placed.routes, cap: fleet.cap, opening: fleet.route }
  const cheapest = anneal(field, seed, from >= 1 ? () => 1 : rest, options)
  return { ...cheapest, steps: placed.steps + cheapest.steps }
}

/**
 * Ruin and recreate under a cap of routes (SISR 2020, section 5.4, with worths): an exchange of stops left out is taken
 * where it leaves less worth out, or as much but stops that were left out less often before.
 */
function leastOut(field: Field, seed: number, progress: Progress, { cap, worth }: Fleet): Annealed {
  const random = new Random(seed)
  const tours = new Tours(field, field.size)
  savings(tours)
  let absent = overTheCap(tours, cap, worth)
  tours.cap = cap
  tours.remember()
  const sum = (stops: readonly number[], of: Float64Array) => stops.reduce((total, stop) => total + of[stop]!, 0)
  const timesAbsent = new Float64Array(field.size)
  const out = new Int32Array(field.size)
  const meanLeg = tours.length / Math.max(1, field.size - 1)
  let best = { worth: sum(absent, worth), length: tours.length }
  let current = tours.length
  let step = 0
  for (; absent.length > 0 && tours.used > 0; step++) {
    if ((step & 63) === 0 && progress(step, best.length) >= 1) break
    tours.begin()
    for (let k = 0; k < absent.length; k++) out[k] = absent[k]!
    const centre = random.next() < 0.5 ? absent[random.below(absent.length)]! : 1 + random.below(field.size - 1)
    const torn = ruin(tours, centre, OFTEN, random, out.subarray(absent.length))
    const count = absent.length + torn
    const left = recreate(tours, out, count, Infinity, random)
    const still = Array.from(out.subarray(0, left))
    const more = sum(still, worth) - sum(absent, worth)
    const oftener = sum(still, timesAbsent) - sum(absent, timesAbsent)
    const cooler = tours.length < current - meanLeg * HEAT * Math.log(1 - random.next())
    if (tours.length < current + FAR / 2 && (more < 0 || (more === 0 && (oftener < 0 || cooler)))) {
      polish(tours, out.subarray(left), count - left)
      absent = still
      current = tours.length
      const leaving = sum(still, worth)
      if (leaving < best.worth || (leaving === best.worth && current < best.length)) {
        best = { worth: leaving, length: current }
        tours.remember()
      }
    } else tours.takeBack()
    for (const stop of still) timesAbsent[stop] = timesAbsent[stop]! + 1
  }
  const routes = tours.remembered()
  return { routes, length: best.length, last: routes, steps: step }
}

/** Gives up the routes of least worth until no more than the cap are left; answers their stops. */
function overTheCap(tours: Tours, cap: number, worth: Float64Array): number[] {
  const absent: number[] = []
  const routes = Array.from({ length: tours.limit }, (_, route) => ({ route, stops: tours.stops(route) }))
    .filter(({ stops }) => stops.length > 0)
    .map(({ route, stops }) => ({ route, stops, worth: stops.reduce((sum, stop) => sum + worth[stop]!, 0) }))
    .sort((a, b) => a.worth - b.worth || a.route - b.route)
  for (const { route, stops } of routes.slice(0, Math.max(0, routes.length - cap))) {
    tours.replace(route, new Int32Array(0), 0)
    for (const stop of stops) tours.route[stop] = NONE
    absent.push(...stops)
  }
  return absent
}
