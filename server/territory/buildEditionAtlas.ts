import { setImmediate as breath } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { atlasInSteps, atlasOf, buildParts } from '../../geo/atlas.ts'
import { openInSteps, packSnapshot } from '../../geo/snapshot.ts'
import { withBreaths } from '../../geo/steps.ts'
import type { EditionAtlas, House } from '../house.ts'
import { areasAfter, type Content, contentOf } from './atlasStore.ts'
import type { AtlasAnswer, AtlasOrder } from './atlasWorker.ts'
import { shared } from './sharedMemory.ts'
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
 * snapshot in the data folder where that is of this very content, otherwise built and kept there, in a thread of its
 * own. Callers keep it: every call makes a new one.
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
    return { atlas: atlasOf(parts), snapshot: shared(packSnapshot(parts, stored?.content ?? '')) }
  }
  const order: AtlasOrder = { folder: needs.folder, editionId, content: stored.content }
  const snapshot = await snapshotOf(needs, order)
  // Opening takes a fifth of a second at 100,000 areas: requests are answered between its steps.
  const parts = await withBreaths(openInSteps(snapshot), breath)
  return { atlas: await withBreaths(atlasInSteps(parts), breath), snapshot }
}

function snapshotOf(needs: AtlasNeeds, order: AtlasOrder): Promise<SharedArrayBuffer> {
  const worker = new Worker(new URL('./atlasWorker.ts', import.meta.url), { workerData: order })
  return new Promise<SharedArrayBuffer>((resolve, reject) => {
    worker.on('message', (answer: AtlasAnswer) => {
      if (answer.kind === 'areas') return void sendAreas(needs, order.editionId, worker).catch(reject)
      if (answer.notKept !== undefined) needs.log('atlas.not-kept', { edition: order.editionId, why: answer.notKept })
      resolve(answer.snapshot)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error(`The thread that builds the atlas of ${order.editionId} ended early`)))
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
