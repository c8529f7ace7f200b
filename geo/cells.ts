/**
 * Two levels of square cells over a coverage, in one array of words. A word is
 * negative: the whole cell lies in one leaf, -word - 2 (or in none: -1 as the leaf);
 * 0: only the exact predicate can tell;
 * positive in the upper level (columns × rows words from 0): where the split of the cell starts << 3 | k, a split being
 * 2^k × 2^k words of the lower level, row by row from the south-west;
 * positive in the lower level: where the block of the cell starts << 3 | the same k.
 *
 * A block: chains << 24 | candidates << 16 | those that cover the cell's west end; the candidates (numbers of pieces,
 * lowest first); then every chain: candidates whose border it is << 16 | vertices; its vertices, x << 16 | y.
 * Vertices are local: LOCAL_SIZE units to the cell's side, rounded down, clipped WALL units outside the cell.
 */
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
}

export const LOCAL_SIZE = 1 << 14
export const WALL = 8
export const MOST_SPLITS = 7
export const MOST_CANDIDATES = 16

/** The answer is nearer to a border than the rounding. */
export const UNPROVEN = -2

/** Rounding moves point and border by less than one unit against each other; one more pays for the clipping. */
const DOUBT = 2

/** Number of the leaf that covers a point, -1 where none does, UNPROVEN where the exact predicate must decide. */
export function leafInCells(cells: Cells, owner: Int32Array, lon: number, lat: number): number {
  const word = wordAt(cells, lon, lat)
  return word <= 0 ? -word - 2 : leafInBlock(cells, owner, word, cells.words[word >>> 3]!, lon, lat)
}

const BATCH = 1024
const blocks = new Int32Array(BATCH)
const heads = new Int32Array(BATCH)
const places = new Int32Array(BATCH)

/**
 * `leafInCells` for many points, longitude and latitude interleaved. Steps of many points follow one another, so that
 * the processor waits for many words of memory at a time.
 */
export function leavesInCells(cells: Cells, owner: Int32Array, lonLats: Float64Array, found: Int32Array): void {
  const { words } = cells
  for (let start = 0; start < found.length; start += BATCH) {
    const end = Math.min(found.length, start + BATCH)
    let count = 0
    for (let i = start; i < end; i++) {
      const word = wordAt(cells, lonLats[2 * i]!, lonLats[2 * i + 1]!)
      found[i] = -word - 2
      blocks[count] = word
      places[count] = i
      count += word > 0 ? 1 : 0
    }
    for (let j = 0; j < count; j++) heads[j] = words[blocks[j]! >>> 3]!
    for (let j = 0; j < count; j++) {
      const i = places[j]!
      found[i] = leafInBlock(cells, owner, blocks[j]!, heads[j]!, lonLats[2 * i]!, lonLats[2 * i + 1]!)
    }
  }
}

/** The word of the smallest cell that holds a point. */
function wordAt(cells: Cells, lon: number, lat: number): number {
  const { words, columns } = cells
  const x = (lon - cells.west) * cells.perLon
  const y = (lat - cells.south) * cells.perLat
  if (!(x >= 0 && y >= 0 && x < columns && y < cells.rows)) return -1
  const column = x | 0
  const row = y | 0
  const split = words[row * columns + column]!
  if (split <= 0) return split
  const k = split & 7
  const across = 1 << k
  return words[(split >>> 3) + ((((y - row) * across) | 0) << k) + (((x - column) * across) | 0)]!
}

function leafInBlock(cells: Cells, owner: Int32Array, word: number, head: number, lon: number, lat: number): number {
  const block = word >>> 3
  const units = LOCAL_SIZE << (word & 7)
  const x = (((lon - cells.west) * cells.perLon * units) & (LOCAL_SIZE - 1)) + WALL
  const y = (((lat - cells.south) * cells.perLat * units) & (LOCAL_SIZE - 1)) + WALL
  const covering = coveringInBlock(cells.words, block, head, x, y)
  if (covering <= 0) return covering === 0 ? -1 : UNPROVEN
  return owner[cells.words[block + 32 - Math.clz32(covering & -covering)]!]!
}

/**
 * The candidates of a block that cover a local point, a bit each, or UNPROVEN. Parity of the crossings to the west; a
 * point beyond DOUBT from every edge cannot change sides when edges and point go back to where they truly are.
 */
export function coveringInBlock(words: Int32Array, block: number, head: number, x: number, y: number): number {
  let covering = head & 0xffff
  let at = block + 1 + ((head >> 16) & 0xff)
  for (let chains = head >>> 24; chains > 0; chains--) {
    const chain = words[at]!
    const mask = chain >>> 16
    const end = at + 1 + (chain & 0xffff)
    let ax = (words[at + 1]! >> 16) - x
    let ay = (words[at + 1]! & 0xffff) - y
    for (at += 2; at < end; at++) {
      const vertex = words[at]!
      const bx = (vertex >> 16) - x
      const by = (vertex & 0xffff) - y
      const turn = Math.imul(ax, by) - Math.imul(bx, ay)
      if (Math.abs(turn) <= DOUBT * (Math.abs(bx - ax) + Math.abs(by - ay)) && isNear(ax, ay, bx, by)) return UNPROVEN
      // All ones where the edge passes the point's latitude (signs of ay and by differ) and does so west of the point.
      covering ^= mask & (((ay ^ by) & ~(turn ^ ay)) >> 31)
      ax = bx
      ay = by
    }
  }
  return covering
}

const isNear = (ax: number, ay: number, bx: number, by: number) =>
  Math.min(ax, bx) <= DOUBT && Math.max(ax, bx) >= -DOUBT && Math.min(ay, by) <= DOUBT && Math.max(ay, by) >= -DOUBT
