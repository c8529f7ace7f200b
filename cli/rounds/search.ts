/** Runs one search a thread with seeds that follow each other, and answers the best. */
import { Worker } from 'node:worker_threads'
import type { Errand, Found, Goal, Message } from './errand.ts'

export type SearchOptions = Goal & Omit<Errand, 'stop'> & Threads

interface Threads {
  threads: number
  signal?: AbortSignal
  /** Told some times a second: the shortest of any thread so far. */
  onProgress?: (best: number) => void
}

/**
 * The least left out, then fewest routes where the objective says so, then the cheapest. The signal ends it early with the
 * best so far.
 */
export async function search({ threads, signal, onProgress, ...errand }: SearchOptions): Promise<Found> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const end = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end)
  let best = Infinity
  const fleet = 'objective' in errand && errand.objective === 'fleet'
  const tell = (length: number) => {
    best = fleet ? length : Math.min(best, length)
    onProgress?.(best)
  }
  try {
    const runs = Array.from({ length: threads }, (_, k) => run({ ...errand, seed: errand.seed + k, stop }, tell))
    const found = await Promise.all(runs)
    found.sort((a, b) => a.left - b.left || (fleet ? a.routes.length - b.routes.length : 0) || a.cost - b.cost)
    return { ...found[0]!, steps: found.reduce((sum, { steps }) => sum + steps, 0) }
  } finally {
    signal?.removeEventListener('abort', end)
  }
}

function run(errand: Errand, tell: (best: number) => void): Promise<Found> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: errand })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') tell(message.best)
      else {
        const { kind: _, ...found } = message
        resolve(found)
      }
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`a search ended with status ${code} and no answer`)))
  })
}
