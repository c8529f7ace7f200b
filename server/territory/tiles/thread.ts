import { Worker } from 'node:worker_threads'
import type { TileAddress } from './tile.ts'
import type { TileAnswer, TileOrder } from './worker.ts'

/** The thread that makes tiles, started with the first order and kept. */
export interface TileThread {
  /** A gzipped vector tile. */
  tile(atlas: SharedAtlas, address: TileAddress): Promise<Uint8Array>
  /** Every character of the names of an edition. */
  characters(atlas: SharedAtlas): Promise<string>
}

/** An atlas in shared memory under a number that no other one of this process has. */
export type SharedAtlas = Pick<TileOrder, 'atlas' | 'snapshot'>

type Waiting = PromiseWithResolvers<TileAnswer>

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
      else asked?.resolve(answer)
    })
    fresh.on('error', (error) => end(fresh, error as Error))
    fresh.on('exit', (code) => end(fresh, new Error(`The thread that makes tiles ended with ${code}`)))
    // It never keeps a process alive that has nothing else to do.
    fresh.unref()
    return fresh
  }

  const order = (atlas: SharedAtlas, tile: TileAddress | null): Promise<TileAnswer> => {
    const nth = ++orders
    const asked = Promise.withResolvers<TileAnswer>()
    waiting.set(nth, asked)
    worker ??= start()
    worker.postMessage({ nth, ...atlas, tile } satisfies TileOrder)
    return asked.promise
  }

  return {
    tile: async (atlas, address) => {
      const answer = await order(atlas, address)
      if ('tile' in answer) return answer.tile
      throw new Error('The thread that makes tiles answered something else than a tile')
    },
    characters: async (atlas) => {
      const answer = await order(atlas, null)
      if ('characters' in answer) return answer.characters
      throw new Error('The thread that makes tiles answered something else than characters')
    },
  }
}
