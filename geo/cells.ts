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
import { leafInBlock, UNPROVEN } from './blocks.ts'

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
/** Of a number of units, those within the lower cell. */
export const IN_LOCAL = LOCAL_SIZE - 1
/** A place in an upper cell that is split the most has so many bits; FINEST units are its side. */
export const UPPER_BITS = LOCAL_BITS + MOST_SPLITS
export const FINEST = 1 << UPPER_BITS
/** Upper cells to a side of the grid, at most: with their bits a place in it has 31. */
export const MOST_UPPER = 2 ** (31 - UPPER_BITS) - 1

/**
 * Number of the leaf that covers a point, -1 where none does; UNPROVEN where the exact predicate must decide, and for a
 * point that is not finite. (No call with the coordinates here: they would become objects, on every way.)
 */
export function leafInCells({ west, south, perLon, perLat, columns, rows, words }: Cells, lon: number, lat: number) {
  const x = (lon - west) * perLon
  const y = (lat - south) * perLat
  if (!(x >= 0 && y >= 0 && x < columns && y < rows)) return (lon + lat) * 0 === 0 ? -1 : UNPROVEN
  const right = (x * FINEST) | 0
  const up = (y * FINEST) | 0
  const split = words[(up >>> UPPER_BITS) * columns + (right >>> UPPER_BITS)]!
  if (split <= 0) return -split - 2
  const k = split & 7
  const low = UPPER_BITS - k
  const within = (1 << k) - 1
  const word = words[(split >>> 3) + (((up >>> low) & within) << k) + ((right >>> low) & within)]!
  if (word <= 0) return -word - 2
  const finer = MOST_SPLITS - k
  return leafInBlock(words, word, (right >>> finer) & IN_LOCAL, (up >>> finer) & IN_LOCAL)
}
