import { leafInBlock } from './blocks.ts'
import { type Cells, FINEST, LOCAL_BITS, LOCAL_SIZE, MOST_SPLITS } from './cells.ts'

const BATCH = 1024
/** Of every point in turn: where the word of its cell is; its place in the cell, right << 16 | up. */
const wordsAt = new Int32Array(BATCH)
const locals = new Int32Array(BATCH)
/** Lists by the edges of a block, 0 to 7, and one of the points whose cell is no block: how long, and who is in it. */
const LISTS = 9
const lengths = new Int32Array(LISTS)
const members = new Int32Array(LISTS * BATCH)
const heads = new Int32Array(BATCH)

/**
 * `leafInCells` for many points, longitude and latitude interleaved, in steps of 1,024: the arithmetic of all; then the
 * words of their cells; then lists by the size of the block; then list by list. So the processor waits for many words
 * of memory at a time, and every loop runs equally long.
 */
export function leavesInCells(cells: Cells, lonLats: Float64Array, found: Int32Array): void {
  const { words } = cells
  for (let start = 0; start < found.length; start += BATCH) {
    const count = Math.min(BATCH, found.length - start)
    placeInCells(cells, lonLats, start, count)
    listByEdges(words, count)
    for (let list = 0; list < LISTS - 1; list++) {
      const [from, to] = [list * BATCH, list * BATCH + lengths[list]!]
      for (let j = from; j < to; j++) heads[j - from] = words[wordsAt[members[j]!]! >>> 3]!
      for (let j = from; j < to; j++) {
        const i = members[j]!
        wordsAt[i] = leafInBlock(words, wordsAt[i]!, locals[i]! >> 16, locals[i]! & 0xffff)
      }
    }
    for (let i = 0; i < count; i++) found[start + i] = wordsAt[i]!
  }
}

/** Replaces the place of every word by the word, or by the leaf that it names; lists the others. */
function listByEdges(words: Int32Array, count: number): void {
  lengths.fill(0)
  for (let i = 0; i < count; i++) {
    const at = wordsAt[i]!
    const word = at < 0 ? -1 : words[at]!
    // All ones where the word names a block.
    const block = -word >> 31
    const list = (block & word & 7) | (~block & (LISTS - 1))
    wordsAt[i] = (block & word) | (~block & (-word - 2))
    members[list * BATCH + lengths[list]!++] = i
  }
}

/** The arithmetic of `leafInCells`, up to the place of the word. */
function placeInCells(cells: Cells, lonLats: Float64Array, start: number, count: number): void {
  const { words, west, south, perLon, perLat, columns, rows } = cells
  for (let i = 0; i < count; i++) {
    const x = (lonLats[2 * (start + i)]! - west) * perLon
    const y = (lonLats[2 * (start + i) + 1]! - south) * perLat
    if (!(x >= 0 && y >= 0 && x < columns && y < rows)) {
      wordsAt[i] = -1
      continue
    }
    const column = x | 0
    const row = y | 0
    const upper = row * columns + column
    const split = words[upper]!
    if (split <= 0) {
      wordsAt[i] = upper
      continue
    }
    const right = ((x - column) * FINEST) | 0
    const up = ((y - row) * FINEST) | 0
    const k = split & 7
    const low = LOCAL_BITS + MOST_SPLITS - k
    const finer = MOST_SPLITS - k
    wordsAt[i] = (split >>> 3) + ((up >> low) << k) + (right >> low)
    locals[i] = (((right >> finer) & (LOCAL_SIZE - 1)) << 16) | ((up >> finer) & (LOCAL_SIZE - 1))
  }
}
