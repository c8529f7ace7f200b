import { type Cells, FINEST, LOCAL_BITS, MOST_SPLITS } from './cells.ts'
import type { Box } from './types.ts'

/** In a box of more cells than this the tree of boxes is quicker. */
const MOST_CELLS = 64

/**
 * Adds to `found` every leaf that lies in some cell of a box, perhaps with its border alone, each once. Answers false
 * where the cells cannot tell: where they are many, left to the exact predicate, or name leaves that hide others.
 */
export function leavesAround(cells: Cells, [west, south, east, north]: Box, found: number[]): boolean {
  const { words, columns, rows } = cells
  const left = Math.max(0, (west - cells.west) * cells.perLon)
  const low = Math.max(0, (south - cells.south) * cells.perLat)
  const right = Math.min(columns * (1 - Number.EPSILON), (east - cells.west) * cells.perLon)
  const high = Math.min(rows * (1 - Number.EPSILON), (north - cells.south) * cells.perLat)
  if (!(left <= right && low <= high)) return true
  let count = 0
  for (let row = Math.floor(low); row <= high; row++) {
    for (let column = Math.floor(left); column <= right; column++) {
      if (++count > MOST_CELLS) return false
      const split = words[row * columns + column]!
      if (split <= 0) {
        if (!addLeaves(cells, split, found)) return false
        continue
      }
      const k = split & 7
      const shift = LOCAL_BITS + MOST_SPLITS - k
      const first = Math.max(0, (left - column) * FINEST) >> shift
      const last = Math.min(FINEST - 1, (right - column) * FINEST) >> shift
      const top = Math.min(FINEST - 1, (high - row) * FINEST) >> shift
      for (let up = Math.max(0, (low - row) * FINEST) >> shift; up <= top; up++) {
        count += last - first + 1
        if (count > MOST_CELLS) return false
        const at = (split >>> 3) + (up << k)
        for (let i = first; i <= last; i++) if (!addLeaves(cells, words[at + i]!, found)) return false
      }
    }
  }
  return true
}

/**
 * Whether leaves that the cells around a point have named, none of them hiding others, may overlap at the point: only a
 * block of several chains says neither that it is one of them, nor that none is.
 */
export function mayOverlapAt({ west, south, perLon, perLat, columns, rows, words }: Cells, lon: number, lat: number) {
  const x = (lon - west) * perLon
  const y = (lat - south) * perLat
  if (!(x >= 0 && y >= 0 && x < columns && y < rows)) return false
  const split = words[(y | 0) * columns + (x | 0)]!
  if (split <= 0) return split === 0
  const k = split & 7
  const low = LOCAL_BITS + MOST_SPLITS - k
  const right = ((x - (x | 0)) * FINEST) >> low
  const up = ((y - (y | 0)) * FINEST) >> low
  const word = words[(split >>> 3) + (up << k) + right]!
  return word >= 0 && (word & 7) === 0
}

/** Adds the leaves that a cell's word, or its block, names. */
function addLeaves(cells: Cells, word: number, found: number[]): boolean {
  if (word === 0) return false
  if (word < 0) return addLeaf(cells, -word - 2, found)
  const { words } = cells
  const block = word >>> 3
  if ((word & 7) > 0) return addLeaf(cells, words[block]!, found) && addLeaf(cells, words[block + 1]!, found)
  const candidates = (words[block]! >> 16) & 0xff
  for (let i = 1; i <= candidates; i++) if (!addLeaf(cells, words[block + i]!, found)) return false
  return true
}

function addLeaf({ hides }: Cells, leaf: number, found: number[]): boolean {
  if (leaf < 0) return true
  if (hides[leaf] === 1) return false
  if (!found.includes(leaf)) found.push(leaf)
  return true
}
