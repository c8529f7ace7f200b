/**
 * The one thread in which tiles are made, so that the server goes on answering. It reads atlases in memory that it
 * shares with the server, keeps the last few opened, and answers every order under its number.
 */
import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { atlasOf } from '../../../geo/atlas.ts'
import { type LevelBoxes, levelBoxes } from '../../../geo/levelBoxes.ts'
import { openSnapshot } from '../../../geo/snapshot.ts'
import { LEVELS } from '../../../geo/types.ts'
import { type LabelOf, labelPoints, type TileAddress, tileOf } from './tile.ts'

export interface TileOrder {
  nth: number
  /** Names the snapshot: the same number, the same memory. */
  atlas: number
  snapshot: SharedArrayBuffer
  /** The tile that is wanted; null asks for the characters of all names. */
  tile: TileAddress | null
}

export type TileAnswer = { nth: number } & (
  | { tile: Uint8Array<ArrayBuffer> }
  | { characters: string }
  | { error: string }
)

interface Opened {
  boxes: LevelBoxes
  labelOf: LabelOf
}

/** Atlases kept open: each takes some tens of megabytes beside the shared memory, once its borders were drawn. */
const KEPT = 3
const opened = new Map<number, Opened>()

parentPort!.on('message', (order: TileOrder) => {
  try {
    answer(order)
  } catch (error) {
    say({ nth: order.nth, error: String(error) })
  }
})

function answer({ nth, tile, ...order }: TileOrder): void {
  const { boxes, labelOf } = open(order)
  if (tile === null) {
    say({ nth, characters: charactersOf(boxes) })
    return
  }
  // Copied, for small answers of zlib lie in memory that Node shares out and does not let go.
  const made = new Uint8Array(gzipSync(tileOf(boxes, labelOf, tile), { level: 4 }))
  say({ nth, tile: made }, [made.buffer])
}

function open({ atlas, snapshot }: Pick<TileOrder, 'atlas' | 'snapshot'>): Opened {
  const found = opened.get(atlas) ?? { boxes: levelBoxes(atlasOf(openSnapshot(snapshot))), labelOf: labelPoints() }
  opened.delete(atlas)
  opened.set(atlas, found)
  for (const oldest of [...opened.keys()].slice(0, -KEPT)) opened.delete(oldest)
  return found
}

function charactersOf(boxes: LevelBoxes): string {
  const seen = new Set<string>()
  for (const level of LEVELS) for (const { name } of boxes.all(level)) for (const one of name) seen.add(one)
  return [...seen].sort().join('')
}

function say(answer: TileAnswer, moved: ArrayBuffer[] = []): void {
  parentPort!.postMessage(answer, moved)
}
