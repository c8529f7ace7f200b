import { Worker } from 'node:worker_threads'
import type { TileAnswer, TileOrder, Wanted } from './worker.ts'

/** The thread that makes tiles, started with the first order and kept; what it makes comes gzipped. */
export interface TileThread {
  make(atlas: SharedAtlas, wanted: Wanted): Promise<Uint8Array>
}

/** An atlas in shared memory under a number that no other one of this process has. */
export type SharedAtlas = Pick<TileOrder, 'atlas' | 'snapshot'>

type Waiting = PromiseWithResolvers<Uint8Array>

export function tileThread(): TileThread {
  let worker: Worker | undefined
  let orders = 0
  const waiting = new Map<number, Waiting>()

  /** A thread that died fails what it was asked; the next order starts another. */
  const end = (dead: Worker, error: Error) => {
    if (worker !== dead) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  const start = (): Worker => {
    const fresh = new Worker(new URL('./worker.ts', import.meta.url))
    fresh.on('message', (answer: TileAnswer) => {
      const asked = waiting.get(answer.nth)
      waiting.delete(answer.nth)
      if ('error' in answer) asked?.reject(new Error(`No tile could be made: ${answer.error}`))
      else asked?.resolve(answer.made)
    })
    fresh.on('error', (error) => end(fresh, error as Error))
    fresh.on('exit', (code) => end(fresh, new Error(`The thread that makes tiles ended with ${code}`)))
    // It never keeps a process alive that has nothing else to do.
    fresh.unref()
    return fresh
  }

  return {
    make: (atlas, wanted) => {
      const nth = ++orders
      const asked = Promise.withResolvers<Uint8Array>()
      waiting.set(nth, asked)
      worker ??= start()
      worker.postMessage({ nth, ...atlas, wanted } satisfies TileOrder)
      return asked.promise
    },
  }
}
