/**
 * The thread that builds the atlas of one edition, so that the server goes on answering. It is given an order, and areas
 * page by page, an empty page last; it answers a snapshot, which it also keeps beside the edition.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { buildParts } from '../../geo/atlas.ts'
import { packSnapshot } from '../../geo/snapshot.ts'
import type { Area } from '../../geo/types.ts'
import { fromWkb } from '../../geo/wkb.ts'
import { writeSnapshot } from './atlasFile.ts'
import type { PackedArea } from './atlasStore.ts'

export interface AtlasOrder {
  folder: string
  editionId: number
  content: string
}

export interface AtlasAnswer {
  snapshot: SharedArrayBuffer
  /** Why it could not be kept. */
  notKept?: string
}

const { folder, editionId, content } = workerData as AtlasOrder
const areas: Area[] = []

parentPort!.on('message', (page: PackedArea[]) => (page.length > 0 ? take(page) : finish()))

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
    say({ snapshot })
  } catch (error) {
    say({ snapshot, notKept: String(error) })
  }
}

function say(answer: AtlasAnswer): void {
  parentPort!.postMessage(answer)
  parentPort!.close()
}
