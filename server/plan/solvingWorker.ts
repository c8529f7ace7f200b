/** One search in a thread of its own: takes a problem, posts its progress, ends with the best it has. */
import { parentPort, workerData } from 'node:worker_threads'
import type { SearchRules } from '../../geo/rounds/crews/findRoutes.ts'
import { solve } from '../../geo/rounds/crews/solve.ts'
import { loadMip } from '../../geo/rounds/mip.ts'
import type { SolveErrand, SolveMessage } from './solving.ts'

/** How often progress is told, in milliseconds. */
const OFTEN = 250

/** HiGHS of one figure of the objective: half a minute of steps that can be repeated, or a share of the time. */
const REPEATABLE = { seconds: 30, nodes: 50 }
const SHARE = 0.02

const { problem, merged, seed, milliseconds, steps, stop } = workerData as SolveErrand
const port = parentPort!
const tell = (message: SolveMessage) => port.postMessage(message)
const began = performance.now()
let told = began

const rules: SearchRules = {
  seed,
  mip: await loadMip(),
  recombine: steps === null ? { seconds: Math.max(0.2, (milliseconds * SHARE) / 1000) } : REPEATABLE,
  progress: (step, best) => {
    if (Atomics.load(stop, 0) !== 0) return 1
    const now = performance.now()
    const done = Math.min(1, steps === null ? (now - began) / milliseconds : step / steps)
    if (now - told > OFTEN) {
      told = now
      tell({ kind: 'progress', done, best })
    }
    return done
  },
}

tell({ kind: 'done', solution: solve(problem, rules, merged) })
