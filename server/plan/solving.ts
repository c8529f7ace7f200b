/** The search for rounds runs in threads of its own: the server goes on answering while it does. */
import { Worker } from 'node:worker_threads'
import type { Score } from '../../geo/rounds/crews/search.ts'
import type { Merged } from '../../geo/rounds/merge/merged.ts'
import { compareCost } from '../../geo/rounds/plan/cost.ts'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'

/** What a thread is sent out with. */
export interface SolveErrand {
  problem: Problem
  /** Visits that are merged already; default: the fewest there can be. */
  merged?: Merged
  seed: number
  /** The search ends after so long … */
  milliseconds: number
  /** … or, where given, after so many steps: then the same problem and seed give the same bytes. */
  steps: number | null
  /** Shared; other than 0 ends the search with the best so far. */
  stop: Int32Array
}

export type SolveMessage = { kind: 'progress'; done: number; best: Score } | { kind: 'done'; solution: Solution }

export interface SolveOptions extends Omit<SolveErrand, 'stop'> {
  /** Searches side by side, from seeds that follow each other; the best of them counts. */
  threads: number
  /** Ends the search with the best so far. */
  signal?: AbortSignal
  /** Told some times a second: how far the search is (0 … 1), and the best of any thread so far. */
  onProgress?: (done: number, best: Score) => void
}

/** The best rounds that any of the threads finds; of equals the one of the lowest seed. */
export async function solveInThreads({ threads, signal, onProgress, ...errand }: SolveOptions): Promise<Solution> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const end = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end)
  try {
    const runs = Array.from({ length: threads }, (_, k) => run({ ...errand, seed: errand.seed + k, stop }, onProgress))
    const solutions = await Promise.all(runs)
    return solutions.reduce((best, other) => (compareCost(other.cost, best.cost) < 0 ? other : best))
  } finally {
    signal?.removeEventListener('abort', end)
  }
}

function run(errand: SolveErrand, onProgress: SolveOptions['onProgress']): Promise<Solution> {
  const worker = new Worker(new URL('./solvingWorker.ts', import.meta.url), { workerData: errand })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: SolveMessage) => {
      if (message.kind === 'progress') onProgress?.(message.done, message.best)
      else resolve(message.solution)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`a search ended with status ${code} and no answer`)))
  })
}
