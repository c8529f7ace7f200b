/**
 * The index that answers nearly every point: two levels of cells over a coverage, in one array of words.
 *
 *     point ──fixed point──▶ upper cell ──split──▶ lower cell ──block──▶ parity of crossings ──▶ leaf
 *                              │ whole: leaf         │ whole: leaf        │ within DOUBT units of a border:
 *                              ▼                     ▼                    ▼ UNPROVEN, geo/covers.ts decides
 *
 * An upper cell holds a few leaves and is split 2^k × 2^k, so that a few edges lie in each lower cell that a border
 * runs through. Longitude and latitude become fixed-point numbers of 21 bits within the upper cell; the high k bits are
 * the lower cell, the next 14 the place in it. Edges are kept in the same local units, 16 + 16 bits a vertex, rounded.
 * Rounding moves point and edge by less than a unit each, so an answer farther than DOUBT from all edges is proven.
 *
 * A word is negative: the whole cell lies in one leaf, -word - 2 (or in none: -1 as the leaf); 0: only the exact
 * predicate can tell; positive in the upper level (columns × rows words from 0): where the 2^k × 2^k words of the
 * split start << 3 | k, row by row from the south-west; positive in the lower level: where the block of the cell
 * starts << 3 | edges, and what a block holds is said in geo/blocks.ts.
 */
import { leafInBlock } from './blocks.ts'

export interface Cells {
  /** South-west corner, degrees. */
  west: number
  south: number
  /** Upper cells per degree. */
  perLon: number
  perLat: number
  columns: number
  rows: number
  words: Int32Array
  /** 1 for every leaf that hides others: some cell of one leaf, or of one on either side of a border, names it alone
   * although others, of lower precedence, lie there. */
  hides: Uint8Array
}

export const MOST_SPLITS = 7
export const LOCAL_BITS = 14
/** Units to the side of a lower cell. */
export const LOCAL_SIZE = 1 << LOCAL_BITS
/** Units to the side of an upper cell that is split the most. */
export const FINEST = 1 << (LOCAL_BITS + MOST_SPLITS)

/** Number of the leaf that covers a point, -1 where none does, UNPROVEN where the exact predicate must decide. */
export function leafInCells({ west, south, perLon, perLat, columns, rows, words }: Cells, lon: number, lat: number) {
  const x = (lon - west) * perLon
  const y = (lat - south) * perLat
  if (!(x >= 0 && y >= 0 && x < columns && y < rows)) return -1
  const column = x | 0
  const row = y | 0
  const split = words[row * columns + column]!
  if (split <= 0) return -split - 2
  const right = ((x - column) * FINEST) | 0
  const up = ((y - row) * FINEST) | 0
  const k = split & 7
  const low = LOCAL_BITS + MOST_SPLITS - k
  const word = words[(split >>> 3) + ((up >> low) << k) + (right >> low)]!
  if (word <= 0) return -word - 2
  const finer = MOST_SPLITS - k
  return leafInBlock(words, word, (right >> finer) & (LOCAL_SIZE - 1), (up >> finer) & (LOCAL_SIZE - 1))
}
