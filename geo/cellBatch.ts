import { leafInBlock, UNPROVEN } from './blocks.ts'
import { type Cells, FINEST, IN_LOCAL, MOST_SPLITS, UPPER_BITS } from './cells.ts'

const BATCH = 1024
/** Of every point in turn: how far right and up it is in the units of `FINEST`, -1 beyond the cells. */
const rights = new Int32Array(BATCH)
const ups = new Int32Array(BATCH)
/** Where the word of its cell is, then that word; its place in the cell, right << 16 | up. */
const words = new Int32Array(BATCH)
const locals = new Int32Array(BATCH)
/** The points whose cell has a block; then lists of them by its edges, 0 to 7, each so long. */
const blocked = new Int32Array(BATCH)
const LISTS = 8
const members = new Int32Array(LISTS * BATCH)
const lengths = new Int32Array(LISTS)
/** The first words of the blocks of a list, read for the sake of the reading. */
const heads = new Int32Array(BATCH)

/** The leaf of a point by the exact predicate, -1 for none. @throws RangeError where it is not finite */
export type Exactly = (lon: number, lat: number) => number

/**
 * `leafInCells` for many points, longitude and latitude interleaved, in steps of 1,024: the arithmetic of all; where
 * the words of their cells are; those words; lists by the size of the block; then list by list. So the processor waits
 * for many words of memory at a time, and every loop runs equally long. What stays unproven is decided exactly.
 */
export function leavesInCells(cells: Cells, lonLats: Float64Array, found: Int32Array, exactly: Exactly): void {
  for (let start = 0; start < found.length; start += BATCH) {
    const points = lonLats.subarray(2 * start, 2 * (start + BATCH))
    const leaves = found.subarray(start, start + BATCH)
    if (toUnits(cells, points, leaves.length)) {
      findWords(cells, leaves.length)
      listByEdges(readWords(cells.words, leaves))
      for (let list = 0; list < LISTS; list++) askBlocks(cells.words, points, leaves, list, exactly)
    } else {
      for (let i = 0; i < leaves.length; i++) leaves[i] = exactly(points[2 * i]!, points[2 * i + 1]!)
    }
  }
}

/** Answers false where a coordinate is not finite: less itself it is not 0 then. */
function toUnits(cells: Cells, points: Float64Array, count: number): boolean {
  const { west, south, perLon, perLat, columns, rows } = cells
  let nothing = 0
  for (let i = 0; i < count; i++) {
    const lon = points[2 * i]!
    const lat = points[2 * i + 1]!
    nothing += lon - lon + (lat - lat)
    const x = (lon - west) * perLon
    const y = (lat - south) * perLat
    rights[i] = x >= 0 && x < columns ? x * FINEST : -1
    ups[i] = y >= 0 && y < rows ? y * FINEST : -1
  }
  return nothing === 0
}

/** The way of `leafInCells` to the word of the cell: -1 for no way. */
function findWords({ words: all, columns }: Cells, count: number): void {
  for (let i = 0; i < count; i++) {
    const right = rights[i]!
    const up = ups[i]!
    if ((right | up) < 0) {
      words[i] = -1
      continue
    }
    const upper = (up >>> UPPER_BITS) * columns + (right >>> UPPER_BITS)
    const split = all[upper]!
    if (split <= 0) {
      words[i] = upper
      continue
    }
    const k = split & 7
    const low = UPPER_BITS - k
    const finer = MOST_SPLITS - k
    const within = (1 << k) - 1
    words[i] = (split >>> 3) + (((up >>> low) & within) << k) + ((right >>> low) & within)
    locals[i] = (((right >>> finer) & IN_LOCAL) << 16) | ((up >>> finer) & IN_LOCAL)
  }
}

/** The leaves that the words themselves name; answers how many points are `blocked`. */
function readWords(all: Int32Array, leaves: Int32Array): number {
  let blocks = 0
  for (let i = 0; i < leaves.length; i++) {
    const at = words[i]!
    const word = at < 0 ? -1 : all[at]!
    words[i] = word
    leaves[i] = -word - 2
    blocked[blocks] = i
    // One where the word names a block, or leaves the point to the exact predicate.
    blocks += 1 + (word >> 31)
  }
  return blocks
}

function listByEdges(blocks: number): void {
  lengths.fill(0)
  for (let j = 0; j < blocks; j++) {
    const i = blocked[j]!
    const edges = words[i]! & 7
    members[edges * BATCH + lengths[edges]!++] = i
  }
}

function askBlocks(all: Int32Array, points: Float64Array, leaves: Int32Array, list: number, exactly: Exactly): void {
  const first = list * BATCH
  const end = first + lengths[list]!
  for (let j = first; j < end; j++) heads[j - first] = all[words[members[j]!]! >>> 3]!
  for (let j = first; j < end; j++) {
    const i = members[j]!
    const word = words[i]!
    const leaf = word === 0 ? UNPROVEN : leafInBlock(all, word, locals[i]! >> 16, locals[i]! & 0xffff)
    leaves[i] = leaf === UNPROVEN ? exactly(points[2 * i]!, points[2 * i + 1]!) : leaf
  }
}
