/** Searches the front in a thread of its own: takes a problem, posts its progress, ends with the points. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadMip } from '../../geo/rounds/mip.ts'
import { frontOf } from '../../geo/rounds/pareto/front.ts'
import type { FrontErrand, FrontMessage } from './searchFront.ts'

/** How often progress is told, in milliseconds. */
const OFTEN = 250

const { problem, seed, milliseconds, steps, stop } = workerData as FrontErrand
const tell = (message: FrontMessage) => parentPort!.postMessage(message)
const began = performance.now()
let told = began

const front = frontOf(problem, {
  seed,
  mip: await loadMip(),
  recombine: steps === null ? { seconds: Math.max(0.1, (milliseconds * 0.004) / 1000) } : { seconds: 30, nodes: 100 },
  progress: (step) => {
    if (Atomics.load(stop, 0) !== 0) return 1
    const now = performance.now()
    const done = Math.min(1, steps === null ? (now - began) / milliseconds : step / steps)
    if (now - told > OFTEN) {
      told = now
      tell({ kind: 'progress', done })
    }
    return done
  },
})
tell({ kind: 'done', front })
