import { setImmediate as breath } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Atlas, atlasInSteps, atlasOf, buildParts } from '../../geo/atlas.ts'
import { openInSteps, packSnapshot } from '../../geo/snapshot.ts'
import { withBreaths } from '../../geo/steps.ts'
import type { EditionAtlas, House } from '../house.ts'
import { areasAfter, type Content, contentOf } from './atlasStore.ts'
import type { AtlasAnswer, AtlasOrder } from './atlasWorker.ts'
import { readSnapshot } from './readSnapshot.ts'
import { areasOf } from './store.ts'

/** Fewer areas are built here and now: that takes less than starting a thread. */
const FEW = 200
const PAGE = 500
/** How often a draft that changes all the while is read anew before the last reading has to do. */
const TURNS = 3

type Made = Omit<EditionAtlas, 'editionId'>

/** What building an atlas needs of the house. */
export type AtlasNeeds = Pick<House, 'db' | 'folder' | 'log'>

/**
 * The atlas of one edition as it is stored now, drafts included; of an edition that is gone, an empty one. From the
 * snapshot in the data folder where that is of this very content, otherwise built in a thread of its own and kept
 * there. Callers keep it: every call makes a new one.
 * @throws RangeError for boundaries of which no atlas can be made, as `buildAtlas` does
 */
export async function atlasOfEdition(needs: AtlasNeeds, editionId: number): Promise<Made> {
  for (let turn = 1; ; turn++) {
    const before = await contentOf(needs.db, editionId)
    const made = await build(needs, editionId, before).then(
      (whole) => ({ whole }),
      (error: unknown) => ({ error }),
    )
    // A draft that changed while it was read may have been read half and half.
    const after = await contentOf(needs.db, editionId)
    if (after?.content !== before?.content && turn < TURNS) continue
    if ('error' in made) throw made.error
    return made.whole
  }
}

async function build(needs: AtlasNeeds, editionId: number, stored: Content | undefined): Promise<Made> {
  if (stored === undefined || stored.areas <= FEW) {
    const parts = buildParts(await areasOf(needs.db, editionId))
    return { atlas: atlasOf(parts), snapshot: packSnapshot(parts, stored?.content ?? '') }
  }
  const { content } = stored
  const kept = await keptAtlas(needs, editionId, content)
  if (kept !== null) return kept
  const snapshot = await builtSnapshot(needs, { folder: needs.folder, editionId, content })
  return { atlas: await opened(snapshot), snapshot }
}

/** From the snapshot that is kept, of which the rest is read while it is opened; null where it cannot be used. */
async function keptAtlas(needs: AtlasNeeds, editionId: number, content: string): Promise<Made | null> {
  const kept = await readSnapshot(needs.folder, editionId, content)
  if (kept === null) return null
  const { snapshot } = kept
  const [atlas, whole] = await Promise.all([opened(snapshot), kept.whole])
  return whole ? { atlas, snapshot } : null
}

/** Opening takes a fifth of a second at 100,000 areas: requests are answered between its steps. */
async function opened(snapshot: SharedArrayBuffer): Promise<Atlas> {
  const parts = await withBreaths(openInSteps(snapshot), breath)
  return withBreaths(atlasInSteps(parts), breath)
}

function builtSnapshot(needs: AtlasNeeds, order: AtlasOrder): Promise<SharedArrayBuffer> {
  const worker = new Worker(new URL('./atlasWorker.ts', import.meta.url), { workerData: order })
  return new Promise<SharedArrayBuffer>((resolve, reject) => {
    worker.on('message', ({ snapshot, notKept }: AtlasAnswer) => {
      if (notKept !== undefined) needs.log('atlas.not-kept', { edition: order.editionId, why: notKept })
      resolve(snapshot)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error(`The thread that builds the atlas of ${order.editionId} ended early`)))
    sendAreas(needs, order.editionId, worker).catch(reject)
  }).finally(() => worker.terminate())
}

/** Sends the areas page by page, so that neither thread nor database driver holds them all twice. */
async function sendAreas({ db }: AtlasNeeds, editionId: number, worker: Worker): Promise<void> {
  let page = await areasAfter(db, editionId, '', PAGE)
  while (page.length > 0) {
    worker.postMessage(page)
    page = await areasAfter(db, editionId, page.at(-1)!.code, PAGE)
  }
  worker.postMessage([])
}
