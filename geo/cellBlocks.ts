import { coveringIn, leafInPlain, MOST_CANDIDATES, UNPROVEN } from './blocks.ts'
import type { CellBins } from './cellBins.ts'
import { CellBorders } from './cellBorders.ts'
import { type Cell, type CellCover, SAMPLES } from './cellCover.ts'
import type { CellEdges } from './cellEdges.ts'
import { type Cells, LOCAL_SIZE } from './cells.ts'
import type { Growing } from './growing.ts'
import type { Pieces } from './pieces.ts'

/** A cell with more is left to the exact predicate, which does not slow down with their number. One byte counts chains. */
const MOST_EDGES = 255

/** Writes the blocks of lower cells of the upper cell at hand, calibrated against one place in each. */
export class CellBlocks {
  private readonly pieces: Pieces
  private readonly cells: Cells
  private readonly words: Growing<Int32Array>
  private readonly edges: CellEdges
  private readonly cover: CellCover
  private readonly borders = new CellBorders()
  /** Near pieces that the block at hand tells apart, lowest first. */
  private readonly candidates = new Int32Array(MOST_CANDIDATES + 1)

  constructor(pieces: Pieces, cells: Cells, words: Growing<Int32Array>, edges: CellEdges, cover: CellCover) {
    this.pieces = pieces
    this.cells = cells
    this.words = words
    this.edges = edges
    this.cover = cover
  }

  /** The word of a cell that lies in one piece, or in none, with all around the place at hand. */
  wholly(): number {
    this.borders.begin()
    return this.allIn(this.firstOver())
  }

  private allIn(near: number): number {
    if (near < 0) return -1
    this.hideUnder(near)
    return -this.leafOf(near) - 2
  }

  private leafOf(near: number): number {
    return this.pieces.owner[this.cover.near[near]!]!
  }

  /** The first near piece that covers the place at hand and has no border in the cell; -1 none. */
  private firstOver(): number {
    const { near, covers } = this.cover
    for (let i = 0; i < near.length; i++) if (covers[i] === 1 && !this.borders.has(i)) return i
    return -1
  }

  /** Notes whether a near piece that covers a cell hides others there. */
  private hideUnder(over: number): void {
    const leaf = this.leafOf(over)
    const { near, covers } = this.cover
    for (let i = over + 1; i < near.length; i++) {
      if (covers[i] === 1 && this.leafOf(i) !== leaf) this.cells.hides[leaf] = 1
    }
  }

  /** Writes the block of a lower cell; answers the cell's word. */
  block(bins: CellBins, cell: Cell, bin: number, column: number): number {
    const from = bins.starts[bin]!
    const to = bins.starts[bin + 1]!
    if (to - from > MOST_EDGES) return 0
    const { borders, words } = this
    const { ends, piece, other } = this.edges
    const inBin = bins.edges
    const scale = LOCAL_SIZE << cell.k
    const west = column * LOCAL_SIZE
    const south = (bin >> cell.k) * LOCAL_SIZE
    borders.begin()
    for (let i = from; i < to; i++) {
      const e = inBin[i]!
      if (!borders.add(piece[e]!, other[e]!, ends, e * 4, scale, west, south)) return 0
    }
    borders.tidy()
    const start = words.length
    const word = borders.isPlain() ? this.plain(cell, column) : this.chains(cell, column)
    if (word <= 0) words.length = start
    return word
  }

  /** Writes a plain block: who is on either side of the border follows from who covers one place clear of it. */
  private plain(cell: Cell, column: number): number {
    const { words, borders, cover } = this
    const edges = borders.count
    const start = words.reserve(3 + edges)
    const { values } = words
    values[start] = 0
    values[start + 1] = 1
    borders.writePlain(values, start + 2)
    for (let sample = -1; sample < SAMPLES.length; sample++) {
      if (!cover.turnTo(cell, column, sample)) continue
      const odd = leafInPlain(values, start, edges, cover.localX, cover.localY)
      if (odd === UNPROVEN) continue
      const over = this.firstOver()
      if (over >= 0) this.hideUnder(over)
      const even = this.lowestOn(odd, over)
      const other = this.lowestOn(1 - odd, over)
      if (even === other) return this.allIn(even)
      values[start] = even < 0 ? -1 : this.leafOf(even)
      values[start + 1] = other < 0 ? -1 : this.leafOf(other)
      return (start << 3) | edges
    }
    return 0
  }

  /**
   * The lowest near piece on one side of the only border in a cell: of those that border there and cover the place at
   * hand, or with `across` 1 do not, and the one over all.
   */
  private lowestOn(across: number, over: number): number {
    const { pieces, pieceCount } = this.borders
    let lowest = over
    let covering = over < 0 ? 0 : 1
    for (let i = 0; i < pieceCount; i++) {
      const piece = pieces[i]!
      if (this.cover.covers[piece] === across) continue
      covering++
      if (lowest < 0 || piece < lowest) lowest = piece
    }
    if (covering > 1) this.cells.hides[this.leafOf(lowest)] = 1
    return lowest
  }

  /** Writes a block of any borders. */
  private chains(cell: Cell, column: number): number {
    const start = this.words.length
    this.sortCandidates()
    return this.write(this.borders.pieceCount) ? this.calibrate(cell, column, start) : 0
  }

  /** Makes the pieces whose border runs through the cell its candidates, lowest first. */
  private sortCandidates(): void {
    const { candidates } = this
    const { pieces, pieceCount } = this.borders
    for (let i = 0; i < pieceCount; i++) {
      const piece = pieces[i]!
      let at = i
      for (; at > 0 && candidates[at - 1]! > piece; at--) candidates[at] = candidates[at - 1]!
      candidates[at] = piece
    }
  }

  /** Settles who covers the west end of a cell by who covers one place in it that is clear of borders. */
  private calibrate(cell: Cell, column: number, start: number): number {
    const { cover } = this
    for (let sample = -1; sample < SAMPLES.length; sample++) {
      if (!cover.turnTo(cell, column, sample)) continue
      const local = coveringIn(this.words.values, start, cover.localX, cover.localY)
      if (local !== UNPROVEN) return this.settle(start, local)
    }
    return 0
  }

  private settle(start: number, local: number): number {
    const { words, cover, candidates } = this
    const bordering = this.borders.pieceCount
    const over = this.firstOver()
    let above = bordering
    if (over >= 0) {
      while (above > 0 && candidates[above - 1]! > over) above--
      if (above < bordering) this.cells.hides[this.leafOf(over)] = 1
      if (above === 0) return this.allIn(over)
      if (above === MOST_CANDIDATES) return 0
      this.hideUnder(over)
    }
    let west = 0
    for (let i = 0; i < above; i++) {
      if (cover.covers[candidates[i]!] !== ((local >> i) & 1)) west |= 1 << i
    }
    if (over >= 0) {
      words.length = start
      for (let i = bordering; i > above; i--) candidates[i] = candidates[i - 1]!
      candidates[above] = over
      this.write(above + 1)
      west |= 1 << above
    }
    words.values[start]! |= west
    return start << 3
  }

  /**
   * Writes a block of chains in which none of the candidates, so many, covers the west end; those after them have no
   * say. Answers false where it would have too many chains.
   */
  private write(candidates: number): boolean {
    const { words, pieces } = this
    const head = words.reserve(1 + candidates)
    for (let i = 0; i < candidates; i++) {
      words.values[head + 1 + i] = pieces.owner[this.cover.near[this.candidates[i]!]!]!
    }
    const chains = this.borders.write(words, this.candidates, (1 << candidates) - 1)
    words.values[head] = (chains << 24) | (candidates << 16)
    return chains <= MOST_EDGES
  }
}
