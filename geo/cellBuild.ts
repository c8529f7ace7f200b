import type Flatbush from 'flatbush'
import { CellBins } from './cellBins.ts'
import { CellBlocks } from './cellBlocks.ts'
import { type Cell, CellCover, SAMPLES } from './cellCover.ts'
import { CellEdges, upperBins } from './cellEdges.ts'
import { frame, LEAST_CELL } from './cellFrame.ts'
import { type Cells, MOST_SPLITS } from './cells.ts'
import { Growing } from './growing.ts'
import type { Pieces } from './pieces.ts'

/** Inner edges for each time that a border crosses from one lower cell into another. */
const EDGES_PER_CROSSING = 2.5
/** On average over the cells of a split, shared edges twice. */
const EDGES_PER_LOWER_CELL = 8
/** A guess that spares the growing: words for each longitude or latitude of a border. */
const WORDS_PER_NUMBER = 1.2
/** A word has 28 bits for the place of a block. */
const MOST_WORDS = 2 ** 28

/**
 * Builds the cells over pieces that stand in order of precedence, and over the index of their boxes.
 * @throws RangeError for more borders than the words can name: about 1.2 million areas of 100 vertices
 */
export function buildCells(pieces: Pieces, boxes: Flatbush): Cells {
  return new CellBuild(pieces, boxes).done()
}

class CellBuild {
  private readonly pieces: Pieces
  private readonly cells: Cells
  private readonly words: Growing<Int32Array>
  private readonly edges: CellEdges
  private readonly lower = new CellBins()
  private readonly cover: CellCover
  private readonly blocks: CellBlocks

  constructor(pieces: Pieces, boxes: Flatbush) {
    this.pieces = pieces
    this.words = new Growing(Int32Array, Math.ceil(pieces.xy.length * WORDS_PER_NUMBER))
    this.cells = frame(pieces, boxes)
    this.edges = new CellEdges(pieces, this.cells)
    this.cover = new CellCover(pieces, boxes, this.cells, this.edges)
    this.blocks = new CellBlocks(pieces, this.cells, this.words, this.edges, this.cover)
  }

  done(): Cells {
    const { columns, rows } = this.cells
    const upper = upperBins(this.pieces, this.cells)
    this.words.reserve(columns * rows)
    for (let cell = 0; cell < columns * rows; cell++) {
      const corner = { x: cell % columns, y: Math.floor(cell / columns), k: 0 }
      this.cover.enter(corner)
      const from = upper.starts[cell]!
      const to = upper.starts[cell + 1]!
      const word = from === to ? this.uniform(corner) : this.split(corner, upper.edges, from, to)
      this.words.values[cell] = word
    }
    return { ...this.cells, words: this.words.filled() }
  }

  /** Splits an upper cell by the length of its borders; answers its word. */
  private split({ x, y }: Cell, runs: Int32Array, from: number, to: number): number {
    const { edges, lower } = this
    edges.take(runs, from, to, x, y, this.cover.near)
    if (edges.count === 0) return this.uniform({ x, y, k: 0 })
    const k = this.splits()
    const across = 1 << k
    const { ends } = edges
    lower.begin(across, across)
    for (let i = 0; i < edges.count; i++) lower.add(i, ends, i * 4, across)
    lower.sort()
    this.cover.beginCells(k)
    const first = this.words.reserve(across * across)
    for (let row = 0; row < across; row++) this.row({ x, y: y + row / across, k }, first, row)
    if (this.words.length > MOST_WORDS) throw new RangeError('expected fewer borders: the cells cannot name more')
    return (first << 3) | k
  }

  /** The k of a split: few edges to a cell that a border runs through, and few where many short borders lie close. */
  private splits(): number {
    const { entered: count, length } = this.edges
    let wanted = Math.max(0, Math.round(Math.log2(count / (EDGES_PER_CROSSING * length))))
    while ((count + length * 2 ** wanted) / 4 ** wanted > EDGES_PER_LOWER_CELL) wanted++
    const { perLon, perLat } = this.cells
    const possible = Math.floor(-Math.log2(LEAST_CELL * Math.max(perLon, perLat)))
    return Math.max(0, Math.min(MOST_SPLITS, wanted, possible))
  }

  /** Writes the words of a row of lower cells, which begins with this one. Where no border lies between, they agree. */
  private row(cell: Cell, first: number, row: number): void {
    const { words, lower, cover } = this
    const { starts } = lower
    const west = cell.x
    const across = 1 << cell.k
    let swept = false
    let before = 0
    for (let column = 0, bin = row << cell.k; column < across; column++, bin++) {
      const clear = starts[bin] === starts[bin + 1]
      let word = clear ? before : 0
      if (clear && word === 0 && row > 0 && starts[bin - across] === starts[bin - across + 1]) {
        word = words.values[first + bin - across]!
      }
      if (word === 0) {
        if (!swept) cover.beginRow(cell, row)
        swept = true
        cell.x = west + column / across
        word = clear ? this.clearWord(cell, column) : this.blocks.block(lower, cell, bin, column)
      }
      words.values[first + bin] = word
      before = clear ? word : 0
    }
  }

  private clearWord(cell: Cell, column: number): number {
    return this.cover.goTo(column) ? this.blocks.wholly() : this.uniform(cell)
  }

  /** The word of a cell without borders: the lowest piece that covers some point of it covers it whole. */
  private uniform(cell: Cell): number {
    for (let i = 0; i < SAMPLES.length; i++) if (this.cover.ask(cell, i)) return this.blocks.wholly()
    return 0
  }
}
