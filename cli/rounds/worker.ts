/** One search in a thread of its own: takes an errand, posts its progress, ends with the best it has. */
import { parentPort, workerData } from 'node:worker_threads'
import { fieldOf } from '../../geo/rounds/instances/fieldOf.ts'
import { kernelOf } from '../../geo/rounds/instances/vroom/kernel.ts'
import { anneal, type Progress } from '../../geo/rounds/tours/anneal.ts'
import { fleetFirst } from '../../geo/rounds/tours/fleet.ts'
import { withinFleet } from '../../geo/rounds/tours/withinFleet.ts'
import type { Errand, Found, Goal, Message } from './errand.ts'

const errand = workerData as Errand
const { seed, milliseconds, ofComputing, steps, stop } = errand
const begun = performance.now()
const begunComputing = process.threadCpuUsage()
const say = (message: Message) => parentPort!.postMessage(message)

const SAY_EVERY = 500
let said = begun

function elapsed(): number {
  if (!ofComputing) return performance.now() - begun
  const { user, system } = process.threadCpuUsage(begunComputing)
  return (user + system) / 1000
}

const progressIn =
  (units: number): Progress =>
  (step, best) => {
    if (stop[0] !== 0) return 1
    const now = performance.now()
    if (now - said > SAY_EVERY) {
      said = now
      say({ kind: 'progress', best: best / units, step })
    }
    return steps === null ? elapsed() / milliseconds : step / steps
  }

function search(goal: Goal): Omit<Found, 'milliseconds'> {
  if ('vroom' in goal) {
    const { fleet, fixed } = goal.vroom
    const { field, jobs, worth } = kernelOf(goal.vroom, goal.ways)
    const found = withinFleet(field, seed, progressIn(1), { cap: fleet, worth, route: fixed })
    const served = new Set(found.routes.flat())
    return {
      routes: found.routes.map((stops) => stops.map((stop) => jobs[stop - 1]!)),
      left: worth.reduce((sum, price, stop) => (served.has(stop) ? sum : sum + price), 0),
      cost: found.length + fixed * found.routes.length,
      steps: found.steps,
    }
  }
  const { field, units } = fieldOf(goal.instance, goal.convention)
  const found = (goal.objective === 'fleet' ? fleetFirst : anneal)(field, seed, progressIn(units))
  return { routes: found.routes, left: 0, cost: found.length / units, steps: found.steps }
}

say({ kind: 'done', ...search(errand), milliseconds: elapsed() })
