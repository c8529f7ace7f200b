import type Flatbush from 'flatbush'
import { type Cells, MOST_UPPER } from './cells.ts'
import type { Pieces } from './pieces.ts'

const EDGES_PER_UPPER_CELL = 400
/** Degrees; smaller cells would have units near the spacing of doubles. */
export const LEAST_CELL = 1e-8
/** Beyond the boxes, in parts of their size. */
const PADDING = 1e-6

/** Square cells on the ground, a little beyond the boxes of all pieces. */
export function frame(pieces: Pieces, boxes: Flatbush): Cells {
  const [width, height] = [boxes.maxX - boxes.minX, boxes.maxY - boxes.minY]
  const padding = (width + height) * PADDING + LEAST_CELL
  const [west, south] = [boxes.minX - padding, boxes.minY - padding]
  const [wide, high] = [width + 2 * padding, height + 2 * padding]
  const squash = Math.max(0.01, Math.cos(((south + high / 2) * Math.PI) / 180))
  const wanted = Math.max(1, pieces.xy.length / 2 / EDGES_PER_UPPER_CELL)
  const side = Math.max(LEAST_CELL, Math.sqrt((wide * squash * high) / wanted))
  const most = Math.min(Math.ceil(wanted), MOST_UPPER)
  const columns = Math.max(1, Math.min(most, Math.round((wide * squash) / side)))
  const rows = Math.max(1, Math.min(most, Math.round(high / side)))
  return { west, south, perLon: columns / wide, perLat: rows / high, columns, rows, ...empty(pieces) }
}

const empty = ({ firstPiece }: Pieces) => ({
  words: new Int32Array(0),
  hides: new Uint8Array(firstPiece.length - 1),
})
