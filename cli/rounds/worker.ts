/** One search in a thread of its own: takes an instance, posts its progress, ends with the best it has. */
import { parentPort, workerData } from 'node:worker_threads'
import { fieldOf } from '../../geo/rounds/instances/fieldOf.ts'
import { anneal } from '../../geo/rounds/tours/anneal.ts'
import { fleetFirst } from '../../geo/rounds/tours/fleet.ts'
import type { Errand, Message } from './errand.ts'

const { instance, convention, objective, seed, milliseconds, ofComputing, steps, stop } = workerData as Errand
const begun = performance.now()
const begunComputing = process.threadCpuUsage()
const { field, units } = fieldOf(instance, convention)
const say = (message: Message) => parentPort!.postMessage(message)

const SAY_EVERY = 500
let said = begun

function elapsed(): number {
  if (!ofComputing) return performance.now() - begun
  const { user, system } = process.threadCpuUsage(begunComputing)
  return (user + system) / 1000
}

function progress(step: number, best: number): number {
  if (stop[0] !== 0) return 1
  const now = performance.now()
  if (now - said > SAY_EVERY) {
    said = now
    say({ kind: 'progress', best: best / units, step })
  }
  return steps === null ? elapsed() / milliseconds : step / steps
}

const found = (objective === 'fleet' ? fleetFirst : anneal)(field, seed, progress)
say({
  kind: 'done',
  routes: found.routes,
  cost: found.length / units,
  steps: found.steps,
  milliseconds: elapsed(),
})
