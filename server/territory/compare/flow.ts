import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { localDay } from '../../clock/localTime.ts'
import type { Tx } from '../../db.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { contentOf } from '../atlasStore.ts'
import { piecesOf } from '../copiedAreas.ts'
import { copyOfAreas } from '../copyStore.ts'
import { readVersion, type VersionedEdition } from '../store.ts'
import { bodyConcerns } from './bodies.ts'
import type { Comparison, Found } from './comparison.ts'
import type { Outlines, Question } from './find.ts'
import { ownerChanges } from './owners.ts'
import { appendTo, type Said } from './said.ts'
import { premisesPoints, reportPoints, streetUnits, streetZones } from './store.ts'

/** Comparisons kept, and for how long: reports come and go meanwhile. */
const KEPT = 4
const FRESH_MS = 10 * 60_000

/** How far a comparison is that is still being made, in areas. */
export interface Progress {
  done: number
  total: number
}

interface Making extends Progress {
  began: number
  result: Promise<Comparison>
  cancel(): void
}

/** The comparisons of this process: each is made once, in a worker, and kept for a while. */
export interface Comparisons {
  /**
   * The comparison of two editions, or how far it is after `patienceMs`.
   * @throws Problem not-found
   */
  compare(
    before: number,
    after: number,
    options?: { patienceMs?: number; anew?: boolean },
  ): Promise<Comparison | Progress>
  /** Gives up a comparison that is being made; one that is made is forgotten. */
  cancel(before: number, after: number): void
}

export function comparisons(house: House): Comparisons {
  const held = new Map<string, Making>()
  const forget = (key: string) => {
    held.get(key)?.cancel()
    held.delete(key)
  }
  const prefix = (before: number, after: number) => `${before}:${after} `

  return {
    compare: async (before, after, { patienceMs, anew = false } = {}) => {
      const [one, other] = [await edition(house, before), await edition(house, after)]
      const key = `${prefix(before, after)}${one.version}:${other.version}`
      const known = held.get(key)
      if (anew || (known !== undefined && house.now().getTime() - known.began > FRESH_MS)) forget(key)
      for (const old of [...held.keys()].slice(0, Math.max(0, held.size - KEPT))) forget(old)
      const making = held.get(key) ?? make(house, one, other)
      held.set(key, making)
      making.result.catch(() => held.get(key) === making && held.delete(key))
      if (patienceMs === undefined) return making.result
      const soFar = wait(patienceMs, undefined, { ref: false }).then(() => ({ done: making.done, total: making.total }))
      return Promise.race([making.result, soFar])
    },
    cancel: (before, after) => {
      for (const key of [...held.keys()].filter((one) => one.startsWith(prefix(before, after)))) forget(key)
    },
  }
}

async function edition(house: House, id: number): Promise<VersionedEdition> {
  const found = await readVersion(house.db, id)
  if (found === undefined) throw new Problem('not-found', { facts: { edition: id } })
  return found
}

function make(house: House, before: VersionedEdition, after: VersionedEdition): Making {
  const progress: Progress = { done: 0, total: 0 }
  const stopping = new AbortController()
  return Object.assign(progress, {
    began: house.now().getTime(),
    cancel: () => stopping.abort(),
    result: compared(house, { before, after }, progress, stopping.signal),
  })
}

async function compared(
  house: House,
  { before, after }: { before: VersionedEdition; after: VersionedEdition },
  progress: Progress,
  signal: AbortSignal,
): Promise<Comparison> {
  const at = house.now()
  const question = await ask(house, before.id, after.id)
  progress.total = question.before.areas + question.after.areas
  const { streets, places, ...found } = await inWorker(question, signal, (done) => {
    progress.done = done
  })
  const owners = await ownerChanges(house, places)
  const day = localDay(at, (await house.district())?.timeZone ?? 'UTC')
  const [units, zones] = [await streetUnits(house.db), await streetZones(house.db, day)]
  return { ...found, before, after, at, owners, bodies: bodyConcerns(found.diff, { streets, units, zones }) }
}

async function ask(house: House, before: number, after: number): Promise<Question> {
  return house.db.snapshot(async (tx) => ({
    folder: house.folder,
    before: await outlinesOf(tx, before),
    after: await outlinesOf(tx, after),
    reports: await reportPoints(tx),
    premises: await premisesPoints(tx),
  }))
}

async function outlinesOf(tx: Tx, editionId: number): Promise<Outlines> {
  const stored = await contentOf(tx, editionId)
  if (stored === undefined) throw new Problem('not-found', { facts: { edition: editionId } })
  return { editionId, ...stored, copied: await piecesOf(copyOfAreas(tx, editionId)) }
}

function inWorker(question: Question, signal: AbortSignal, onDone: (done: number) => void): Promise<Found> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: question,
    transferList: [...question.before.copied, ...question.after.copied],
  })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  const found: Found = {
    diff: { counts: {}, diffs: [], exchanges: [] },
    reports: [],
    premises: [],
    places: [],
    streets: [],
  }
  return new Promise<Found>((resolve, reject) => {
    worker.on('message', (said: Said) => {
      if ('done' in said) onDone(said.done)
      else if ('counts' in said) resolve({ ...found, diff: { ...found.diff, counts: said.counts } })
      else appendTo(found, said)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Problem('not-found', { facts: { comparison: 'cancelled' } })))
    if (signal.aborted) stop()
  }).finally(() => signal.removeEventListener('abort', stop))
}
