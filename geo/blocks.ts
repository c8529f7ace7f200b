/**
 * Blocks: the borders within one lower cell, in local units. Vertices are x << 16 | y, counted from WALL units outside
 * the cell's south-west corner. The answer is the parity of the edges that pass west of the point; a border that leaves
 * the cell to the west goes on along its west wall to the top, so that the parity is told by the cell alone.
 *
 * Plain block, 1 … 7 edges: one border, a leaf (or none, -1) on either side of it. The leaf where the parity is even;
 * the leaf where it is odd; the vertices. The number of edges stands in the cell's word.
 *
 * Any other (0 in the word): chains << 24 | candidates << 16 | those that cover the point where nothing is crossed;
 * the candidates (leaves, lowest first); then every chain: candidates whose border it is << 16 | vertices; its
 * vertices. Of the candidates that cover a point the lowest wins.
 */

/** Units that a vertex may lie outside its cell. */
export const WALL = 8
export const MOST_PLAIN_EDGES = 7
export const MOST_CANDIDATES = 16

/** The answer is nearer to a border than the rounding. */
export const UNPROVEN = -2

/** Rounding moves point and border by less than one unit against each other; one more pays for the clipping. */
const DOUBT = 2
const FAR = 2 * DOUBT * ((1 << 14) + 2 * WALL) + 1

/** The leaf of a point by the block of its cell, its place counted from the cell's corner; -1 none, UNPROVEN. */
export function leafInBlock(words: Int32Array, word: number, right: number, up: number): number {
  const edges = word & 7
  return edges > 0
    ? leafInPlain(words, word >>> 3, edges, right + WALL, up + WALL)
    : leafInChains(words, word >>> 3, right + WALL, up + WALL)
}

/** The leaf of a point in a block of several chains. */
export function leafInChains(words: Int32Array, block: number, x: number, y: number): number {
  const covering = coveringIn(words, block, x, y)
  if (covering <= 0) return covering === 0 ? -1 : UNPROVEN
  return words[block + 32 - Math.clz32(covering & -covering)]!
}

/** The leaf of a point in a plain block. No branch within the loop: the processor would guess it wrong too often. */
export function leafInPlain(words: Int32Array, block: number, edges: number, x: number, y: number): number {
  const first = block + 2
  const vertex = words[first]!
  let ax = (vertex >> 16) - x
  let ay = (vertex & 0xffff) - y
  let odd = 0
  let doubt = 0
  for (let at = first + 1, end = at + edges; at < end; at++) {
    const vertex = words[at]!
    const bx = (vertex >> 16) - x
    const by = (vertex & 0xffff) - y
    const turn = (Math.imul(ax, by) - Math.imul(bx, ay)) | 0
    // Its sign is set where the point is within DOUBT of the line through the edge.
    doubt |= Math.abs(turn) - FAR
    // Its sign is set where the edge passes the point's latitude (signs of ay and by differ) and does so to the west.
    odd ^= (ay ^ by) & ~(turn ^ ay)
    ax = bx
    ay = by
  }
  return doubt < 0 && isNearChain(words, first, edges, x, y) ? UNPROVEN : words[block + (odd >>> 31)]!
}

/**
 * The candidates of a block of several chains that cover a local point, a bit each, or UNPROVEN. A point beyond DOUBT
 * from every edge cannot change sides when edges and point go back to where they truly are.
 */
export function coveringIn(words: Int32Array, block: number, x: number, y: number): number {
  const head = words[block]!
  let covering = head & 0xffff
  let at = block + 1 + ((head >> 16) & 0xff)
  for (let chains = head >>> 24; chains > 0; chains--) {
    const first = at + 1
    const mask = words[at]! >>> 16
    const end = first + (words[at]! & 0xffff)
    let ax = (words[first]! >> 16) - x
    let ay = (words[first]! & 0xffff) - y
    let odd = 0
    let doubt = 0
    for (at += 2; at < end; at++) {
      const vertex = words[at]!
      const bx = (vertex >> 16) - x
      const by = (vertex & 0xffff) - y
      const turn = (Math.imul(ax, by) - Math.imul(bx, ay)) | 0
      doubt |= Math.abs(turn) - FAR
      odd ^= (ay ^ by) & ~(turn ^ ay)
      ax = bx
      ay = by
    }
    if (doubt < 0 && isNearChain(words, first, end - first - 1, x, y)) return UNPROVEN
    covering ^= mask & (odd >> 31)
  }
  return covering
}

/** Whether a point is within DOUBT of an edge of a chain: of the line through it, and of its box. */
function isNearChain(words: Int32Array, first: number, edges: number, x: number, y: number): boolean {
  for (let at = first; at < first + edges; at++) {
    const ax = (words[at]! >> 16) - x
    const ay = (words[at]! & 0xffff) - y
    const bx = (words[at + 1]! >> 16) - x
    const by = (words[at + 1]! & 0xffff) - y
    const turn = (Math.imul(ax, by) - Math.imul(bx, ay)) | 0
    const beyond = Math.max(Math.min(ax, bx), -Math.max(ax, bx), Math.min(ay, by), -Math.max(ay, by))
    if (beyond <= DOUBT && Math.abs(turn) <= DOUBT * (Math.abs(bx - ax) + Math.abs(by - ay))) return true
  }
  return false
}
