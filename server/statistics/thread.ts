import { Worker } from 'node:worker_threads'
import { Problem } from '../errors.ts'
import type { TaskName, Tasks } from './tasks.ts'
import type { Errand, Word } from './worker.ts'

/** Computations that may wait; more are refused as `too-busy`. */
const MOST = 32

/** The one thread that computes statistics. */
export interface Thread {
  /**
   * Does a task when those before it are done. When `signal` aborts it is taken out of the queue or, where it runs, the
   * thread is ended; the call rejects with the signal's reason.
   * @throws Problem too-busy
   */
  compute<N extends TaskName>(task: N, take: Tasks[N]['take'], signal?: AbortSignal): Promise<Tasks[N]['give']>
  close(): Promise<void>
}

export function openThread(): Thread {
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function stop(): Promise<void> {
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  async function run(errand: Errand, signal: AbortSignal | undefined): Promise<unknown> {
    signal?.throwIfAborted()
    worker ??= new Worker(new URL('./worker.ts', import.meta.url))
    const thread = worker
    thread.removeAllListeners()
    return new Promise((resolve, reject) => {
      const abort = () => {
        reject(signal!.reason)
        void stop()
      }
      const settle = (done: () => void) => {
        signal?.removeEventListener('abort', abort)
        thread.unref()
        done()
      }
      signal?.addEventListener('abort', abort, { once: true })
      thread.on('message', (word: Word) =>
        settle(() => ('give' in word ? resolve(word.give) : reject(new Error(word.failed)))),
      )
      thread.on('error', (error) => settle(() => reject(error)))
      thread.on('exit', (code) => {
        if (worker === thread) worker = null
        settle(() => reject(new Error(`The thread of statistics ended with ${code}`)))
      })
      thread.ref()
      thread.postMessage(errand)
    })
  }

  return {
    compute: async <N extends TaskName>(task: N, take: Tasks[N]['take'], signal?: AbortSignal) => {
      if (waiting >= MOST) throw new Problem('too-busy')
      waiting++
      const result = queue.then(() => run({ task, take }, signal))
      queue = result.catch(() => undefined)
      try {
        return (await result) as Tasks[N]['give']
      } finally {
        waiting--
      }
    },
    close: stop,
  }
}
