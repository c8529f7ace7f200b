import { setTimeout as wait } from 'node:timers/promises'
import type { Parameters, Query, Reads } from '../../analytics/duck.ts'
import { DuckError } from '../../analytics/duckError.ts'
import type { Standing } from '../../analytics/refresh.ts'
import type { Renewed } from '../../analytics/warehouse.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { OwnerLost, type OwnerProcess, startOwner } from './ownerProcess.ts'

/** Readings that may be open or wait at once; more are refused as `too-busy`. */
const MOST = 64
/** Work that is under way when the product stops gets so long; after that nothing but time is lost. */
const CLOSE_MS = 5_000
const RETRY_MS = 100

/** The warehouse as the server has it: in a process of its own, started anew when it is lost. */
export interface OwnedWarehouse {
  /** Brings it up to now; calls during a refresh wait for it and then run once more, together. */
  refresh(): Promise<Renewed>
  /**
   * Reads at one moment; null while nothing was pulled yet, or when the file turned out damaged and was dropped. When
   * `signal` aborts, what runs is interrupted and the call rejects with the signal's reason. The work may be done a
   * second time when the process is lost during the first.
   * @throws Problem too-busy: too many ask, or the reading took longer than a minute
   */
  ask<T>(work: (reads: Reads, standing: Standing) => Promise<T>, signal?: AbortSignal): Promise<T | null>
  close(): Promise<void>
}

/**
 * Opens the warehouse in `folder`.
 * @param patienceMs how long to wait for another process to let go of it; one that was killed takes a moment to die
 * @throws DuckError, locked, when it does not
 */
export async function openOwned(
  house: Pick<House, 'db' | 'now' | 'log'>,
  folder: string,
  patienceMs: number,
): Promise<OwnedWarehouse> {
  let closed = false
  let asking = 0
  let owner = start()
  await owner

  async function start(): Promise<OwnerProcess> {
    const started = startOwner(house.log)
    const until = performance.now() + patienceMs
    for (;;) {
      try {
        await started.ask({ kind: 'open', id: started.nextId(), databaseUrl: house.db.url, folder })
        return started
      } catch (error) {
        const held = error instanceof DuckError && error.locked
        if (held && performance.now() < until) await wait(RETRY_MS)
        else {
          await started.kill()
          throw error
        }
      }
    }
  }

  /** The living owner; a lost one, or one that could not be started, is replaced by one new one for all who ask. */
  async function present(): Promise<OwnerProcess> {
    if (closed) throw new Error(`${folder} is closed`)
    const known = owner
    if ((await known.catch(() => undefined))?.alive) return known
    if (owner === known) owner = start()
    return owner
  }

  /** Does it a second time when the owner was lost: reading and refreshing may be repeated. */
  async function withOwner<T>(work: (owner: OwnerProcess) => Promise<T>): Promise<T> {
    try {
      return await work(await present())
    } catch (error) {
      if (!(error instanceof OwnerLost) || closed) throw error
      house.log('warehouse.lost', { message: error.message })
    }
    return work(await present()).catch((error: unknown) => {
      throw error instanceof OwnerLost ? new Problem('too-busy', { cause: error }) : error
    })
  }

  return {
    refresh: () =>
      withOwner(async (present) => {
        const renewed = await present.ask({ kind: 'refresh', id: present.nextId(), at: house.now() })
        return renewed as Renewed
      }),
    ask: async (work, signal) => {
      if (asking >= MOST) throw new Problem('too-busy')
      asking++
      try {
        return await withOwner((present) => visit(present, work, signal))
      } finally {
        asking--
      }
    },
    close: async () => {
      if (closed) return
      closed = true
      const last = await owner.catch(() => undefined)
      if (!last?.alive) return
      const stop = new AbortController()
      await Promise.race([
        last.ask({ kind: 'close', id: last.nextId() }).catch(() => undefined),
        wait(CLOSE_MS, undefined, { signal: stop.signal }).catch(() => undefined),
      ])
      stop.abort()
      await last.kill()
    },
  }
}

async function visit<T>(
  owner: OwnerProcess,
  work: (reads: Reads, standing: Standing) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  signal?.throwIfAborted()
  const id = owner.nextId()
  const leave = () => owner.tell({ kind: 'leave', visit: id })
  signal?.addEventListener('abort', leave, { once: true })
  try {
    const standing = (await owner.ask({ kind: 'visit', id })) as Standing | null
    return standing && (await work(readsOf(owner, id), standing))
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof DuckError && error.damaged) return null
    throw error
  } finally {
    signal?.removeEventListener('abort', leave)
    leave()
  }
}

const readsOf = (owner: OwnerProcess, visit: number): Reads => ({
  all: async <T>(query: Query, parameters?: Parameters) =>
    (await owner.ask({ kind: 'all', id: owner.nextId(), visit, query, parameters })) as T[],
})
