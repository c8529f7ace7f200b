/**
 * The one thread in which tiles are made, so that the server goes on answering. It reads atlases in memory that it
 * shares with the server, keeps the last few opened, and answers every order under its number.
 */
import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { atlasOf } from '../../../geo/atlas.ts'
import { loadGeos } from '../../../geo/geos.ts'
import { levelBoxes } from '../../../geo/levelBoxes.ts'
import { openSnapshot } from '../../../geo/snapshot.ts'
import { LEVELS } from '../../../geo/types.ts'
import { outlinesOf } from './outlines.ts'
import { type Borders, labelPoints, tileOf } from './tile.ts'
import type { TileAddress } from './tileAddress.ts'
import { type TiledZone, upperBorders } from './upper.ts'

/** What can be asked of an edition: a tile with the borders of these zones, the characters of all names, the outlines. */
export type Wanted = { tile: TileAddress; zones: readonly TiledZone[] } | 'characters' | 'outlines'

export interface TileOrder {
  nth: number
  /** Names the snapshot: the same number, the same memory. */
  atlas: number
  snapshot: SharedArrayBuffer
  wanted: Wanted
}

/** Gzipped: a vector tile, or JSON. */
export type TileAnswer = { nth: number } & ({ made: Uint8Array<ArrayBuffer> } | { error: string })

/** Atlases kept open: each takes some tens of megabytes beside the shared memory, once its borders were drawn. */
const KEPT = 3
const opened = new Map<number, Borders>()
const geos = await loadGeos()

parentPort!.on('message', (order: TileOrder) => {
  try {
    // Copied, for small answers of zlib lie in memory that Node shares out and does not let go.
    const made = new Uint8Array(gzipSync(make(order), { level: 4 }))
    say({ nth: order.nth, made }, [made.buffer])
  } catch (error) {
    say({ nth: order.nth, error: String(error) })
  }
})

function make({ wanted, ...order }: TileOrder): Uint8Array | string {
  const borders = open(order)
  if (wanted === 'characters') return JSON.stringify({ characters: charactersOf(borders) })
  if (wanted === 'outlines') return JSON.stringify(outlinesOf(borders.boxes, borders.labelOf, geos))
  return tileOf(borders, wanted.tile, wanted.zones)
}

function open({ atlas, snapshot }: Pick<TileOrder, 'atlas' | 'snapshot'>): Borders {
  const found = opened.get(atlas) ?? lay(snapshot)
  opened.delete(atlas)
  opened.set(atlas, found)
  for (const oldest of [...opened.keys()].slice(0, -KEPT)) opened.delete(oldest)
  return found
}

function lay(snapshot: SharedArrayBuffer): Borders {
  const boxes = levelBoxes(atlasOf(openSnapshot(snapshot)))
  return { boxes, labelOf: labelPoints(), upper: upperBorders(boxes, geos) }
}

function charactersOf({ boxes }: Borders): string {
  const seen = new Set<string>()
  for (const level of LEVELS) for (const { name } of boxes.all(level)) for (const one of name) seen.add(one)
  return [...seen].sort().join('')
}

function say(answer: TileAnswer, moved: ArrayBuffer[] = []): void {
  parentPort!.postMessage(answer, moved)
}
