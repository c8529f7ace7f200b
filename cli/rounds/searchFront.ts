import { Worker } from 'node:worker_threads'
import type { FrontPoint } from '../../geo/rounds/pareto/front.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'

/** What the thread is sent out with. */
export interface FrontErrand {
  problem: Problem
  seed: number
  milliseconds: number
  steps: number | null
  /** Shared; other than 0 ends the search with the best so far. */
  stop: Int32Array
}

export type FrontMessage = { kind: 'progress'; done: number } | { kind: 'done'; front: FrontPoint[] }

export interface FrontOptions extends Omit<FrontErrand, 'stop'> {
  signal: AbortSignal
  onProgress?: (done: number) => void
}

/** Searches the front in a thread of its own, so that a signal can end it with the best so far. */
export function searchFront({ signal, onProgress, ...wish }: FrontOptions): Promise<FrontPoint[]> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  signal.addEventListener('abort', () => Atomics.store(stop, 0, 1))
  const errand: FrontErrand = { ...wish, stop }
  const worker = new Worker(new URL('./frontWorker.ts', import.meta.url), { workerData: errand })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FrontMessage) => {
      if (message.kind === 'progress') onProgress?.(message.done)
      else resolve(message.front)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`a search ended with status ${code} and no answer`)))
  })
}
