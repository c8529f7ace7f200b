/**
 * The thread that loads or builds the atlas of one edition, so that the server goes on answering. It is given an order;
 * it answers a snapshot, or 'areas' where there is no usable one: then areas come page by page, an empty page last.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { buildParts } from '../../geo/atlas.ts'
import { isSnapshotOf, packSnapshot } from '../../geo/snapshot.ts'
import type { Area } from '../../geo/types.ts'
import { fromWkb } from '../../geo/wkb.ts'
import { readSnapshot, writeSnapshot } from './atlasFile.ts'
import type { PackedArea } from './atlasStore.ts'
import { shared } from './sharedMemory.ts'

export interface AtlasOrder {
  folder: string
  editionId: number
  content: string
}

export type AtlasAnswer = { kind: 'snapshot'; snapshot: SharedArrayBuffer; notKept?: string } | { kind: 'areas' }

const { folder, editionId, content } = workerData as AtlasOrder
const areas: Area[] = []

const kept = readSnapshot(folder, editionId)
if (kept !== null && isSnapshotOf(kept, content)) {
  say({ kind: 'snapshot', snapshot: kept })
} else {
  parentPort!.on('message', (page: PackedArea[]) => (page.length > 0 ? take(page) : finish()))
  say({ kind: 'areas' })
}

/** Geometries stay packed until they are read: unpacked they are several times as large. */
function take(page: PackedArea[]): void {
  for (const { wkb, ...area } of page) {
    areas.push({
      ...area,
      get geometry() {
        return fromWkb(wkb)
      },
    })
  }
}

/** A disk that is full or read-only costs the next start some time, not this one its atlas. */
function finish(): void {
  const snapshot = packSnapshot(buildParts(areas), content)
  try {
    writeSnapshot(folder, editionId, snapshot)
    say({ kind: 'snapshot', snapshot: shared(snapshot) })
  } catch (error) {
    say({ kind: 'snapshot', snapshot: shared(snapshot), notKept: String(error) })
  }
}

function say(answer: AtlasAnswer): void {
  parentPort!.postMessage(answer)
  if (answer.kind === 'snapshot') parentPort!.close()
}
