import type Flatbush from 'flatbush'
import { coveringIn, MOST_CANDIDATES, MOST_PLAIN_EDGES, UNPROVEN } from './blocks.ts'
import { CellBins } from './cellBins.ts'
import { CellBorders } from './cellBorders.ts'
import { type Cell, CellCover, SAMPLES } from './cellCover.ts'
import { CellEdges, upperBins } from './cellEdges.ts'
import { frame, LEAST_CELL } from './cellFrame.ts'
import { type Cells, LOCAL_SIZE, MOST_SPLITS } from './cells.ts'
import { Growing } from './growing.ts'
import type { Pieces } from './pieces.ts'

/** Inner edges for each time that a border crosses from one lower cell into another. */
const EDGES_PER_CROSSING = 2.5
/** On average over the cells of a split, shared edges twice. */
const EDGES_PER_LOWER_CELL = 8
/** A cell with more is left to the exact predicate, which does not slow down with their number. One byte counts chains. */
const MOST_EDGES = 255
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
  private readonly words = new Growing(Int32Array)
  private readonly edges: CellEdges
  private readonly lower = new CellBins()
  private readonly borders = new CellBorders()
  private readonly cover: CellCover

  constructor(pieces: Pieces, boxes: Flatbush) {
    this.pieces = pieces
    this.cells = frame(pieces, boxes)
    this.edges = new CellEdges(pieces, this.cells)
    this.cover = new CellCover(pieces, boxes, this.cells)
  }

  done(): Cells {
    const { columns, rows } = this.cells
    const upper = upperBins(this.pieces, this.cells)
    this.words.reserve(columns * rows)
    for (let cell = 0; cell < columns * rows; cell++) {
      const corner = { x: cell % columns, y: Math.floor(cell / columns), k: 0 }
      this.cover.enter(corner)
      const [from, to] = [upper.starts[cell]!, upper.starts[cell + 1]!]
      const word = from === to ? this.uniform(corner) : this.split(corner, upper.edges.subarray(from, to))
      this.words.values[cell] = word
    }
    return { ...this.cells, words: this.words.trimmed() }
  }

  /** Splits an upper cell by the length of its borders; answers its word. */
  private split({ x, y }: Cell, inCell: Int32Array): number {
    const { edges, lower } = this
    edges.take(inCell, x, y)
    const k = this.splits()
    const across = 1 << k
    lower.begin(across, across)
    for (let i = 0; i < edges.count; i++) {
      lower.add(i, edges.ax[i]! * across, edges.ay[i]! * across, edges.bx[i]! * across, edges.by[i]! * across)
    }
    lower.sort()
    const first = this.words.reserve(across * across)
    for (let row = 0; row < across; row++) {
      const cell: Cell = { x, y: y + row / across, k }
      let swept = false
      for (let column = 0; column < across; column++) {
        const bin = (row << k) + column
        const alike = this.alike(first, bin, k)
        if (alike === 0 && !swept) this.cover.beginRow(lower, edges, cell, row)
        if (alike === 0) swept = true
        cell.x = x + column / across
        const word = alike === 0 ? this.lowerWord(cell, bin, column) : alike
        this.words.values[first + bin] = word
      }
    }
    if (this.words.length > MOST_WORDS) throw new RangeError('expected fewer borders: the cells cannot name more')
    return (first << 3) | k
  }

  /** The k of a split: few edges to a cell that a border runs through, and few where many short borders lie close. */
  private splits(): number {
    const { count, length } = this.edges
    let wanted = Math.max(0, Math.round(Math.log2(count / (EDGES_PER_CROSSING * length))))
    while ((count + length * 2 ** wanted) / 4 ** wanted > EDGES_PER_LOWER_CELL) wanted++
    const { perLon, perLat } = this.cells
    const possible = Math.floor(-Math.log2(LEAST_CELL * Math.max(perLon, perLat)))
    return Math.max(0, Math.min(MOST_SPLITS, wanted, possible))
  }

  /** The word of a neighbour, where no border lies between it and a cell without edges; 0 where there is none. */
  private alike(first: number, bin: number, k: number): number {
    const { starts } = this.lower
    if (starts[bin] !== starts[bin + 1]) return 0
    if ((bin & ((1 << k) - 1)) > 0 && starts[bin - 1] === starts[bin]) return this.words.values[first + bin - 1]!
    const south = bin - (1 << k)
    return south >= 0 && starts[south] === starts[south + 1] ? this.words.values[first + south]! : 0
  }

  private lowerWord(cell: Cell, bin: number, column: number): number {
    const clear = this.lower.starts[bin] === this.lower.starts[bin + 1]
    if (!clear) return this.block(cell, bin, column)
    return this.cover.goTo(cell, column) ? this.wholly(this.firstOver(NO_PIECES)) : this.uniform(cell)
  }

  /** The word of a cell without borders: the lowest piece that covers some point of it covers it whole. */
  private uniform(cell: Cell): number {
    for (let i = 0; i < SAMPLES.length; i++) if (this.cover.ask(cell, i)) return this.wholly(this.firstOver(NO_PIECES))
    return 0
  }

  /** The word of a cell that lies in one near piece, or in none (-1). */
  private wholly(near: number): number {
    if (near < 0) return -1
    this.hideUnder(near)
    return -this.leafOf(near) - 2
  }

  private leafOf(near: number): number {
    return this.pieces.owner[this.cover.near[near]!]!
  }

  /** The first near piece that covers the sample and is none of those whose border runs through the cell; -1 none. */
  private firstOver(bordering: readonly number[]): number {
    const { near, covers } = this.cover
    for (let i = 0; i < near.length; i++) if (covers[i] === 1 && !bordering.includes(near[i]!)) return i
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
  private block(cell: Cell, bin: number, column: number): number {
    const from = this.lower.starts[bin]!
    const to = this.lower.starts[bin + 1]!
    if (to - from > MOST_EDGES) return 0
    const { borders, words } = this
    const { ax, ay, bx, by, piece } = this.edges
    const inBin = this.lower.edges
    const scale = LOCAL_SIZE << cell.k
    const west = column * LOCAL_SIZE
    const south = (bin >> cell.k) * LOCAL_SIZE
    borders.begin()
    for (let i = from; i < to; i++) {
      const e = inBin[i]!
      const x = ax[e]! * scale - west
      const y = ay[e]! * scale - south
      if (!borders.add(piece[e]!, x, y, bx[e]! * scale - west, by[e]! * scale - south)) return 0
    }
    const start = words.length
    const bordering = borders.pieces.slice().sort((a, b) => a - b)
    this.write(bordering)
    const word = this.calibrate(cell, column, start, bordering)
    if (word <= 0) words.length = start
    return word
  }

  /** Settles who covers the west end of a cell by who covers one place in it that is clear of borders. */
  private calibrate(cell: Cell, column: number, start: number, bordering: readonly number[]): number {
    const { cover } = this
    for (let i = -1; i < SAMPLES.length; i++) {
      if (!(i < 0 ? cover.goTo(cell, column) : cover.ask(cell, i))) continue
      const local = coveringIn(this.words.values, start, cover.localX, cover.localY)
      if (local !== UNPROVEN) return this.settle(start, bordering, local)
    }
    return 0
  }

  private settle(start: number, bordering: readonly number[], local: number): number {
    const { words, cover } = this
    const over = this.firstOver(bordering)
    const whole = over < 0 ? Infinity : cover.near[over]!
    const above = over < 0 ? bordering : bordering.filter((piece) => piece < whole)
    if (over >= 0) {
      if (above.length < bordering.length) this.cells.hides[this.leafOf(over)] = 1
      if (above.length === 0) return this.wholly(over)
      if (above.length === MOST_CANDIDATES) return 0
      this.hideUnder(over)
    }
    let west = 0
    for (let i = 0; i < above.length; i++) {
      if (cover.covers[cover.placeOf(above[i]!)] !== ((local >> i) & 1)) west |= 1 << i
    }
    if (over >= 0) {
      words.length = start
      this.write([...above, whole])
      west |= 1 << above.length
    }
    words.values[start]! |= west
    return (start << 3) | this.plain(start)
  }

  /** Writes a block of chains in which none of the candidates covers the west end. */
  private write(candidates: readonly number[]): void {
    const { words, pieces } = this
    const head = words.reserve(1 + candidates.length)
    for (let i = 0; i < candidates.length; i++) words.values[head + 1 + i] = pieces.owner[candidates[i]!]!
    const chains = this.borders.write(words, candidates)
    words.values[head] = (chains << 24) | (candidates.length << 16)
  }

  /** Rewrites a block of one short chain as a plain one; answers its edges, 0 where it stays. */
  private plain(start: number): number {
    const { values } = this.words
    const head = values[start]!
    const chain = start + 1 + ((head >> 16) & 0xff)
    const edges = (values[chain]! & 0xffff) - 1
    if (head >>> 24 !== 1 || edges > MOST_PLAIN_EDGES) return 0
    const lowest = (covering: number) => (covering === 0 ? -1 : values[start + 32 - Math.clz32(covering & -covering)]!)
    const west = head & 0xffff
    const [even, odd] = [lowest(west), lowest(west ^ (values[chain]! >>> 16))]
    this.hideBeside(start, even, odd)
    values[start] = even
    values[start + 1] = odd
    values.copyWithin(start + 2, chain + 1, this.words.length)
    this.words.length = start + 3 + edges
    return edges
  }

  /** A plain block names two leaves: notes that they hide the other candidates, where there are any. */
  private hideBeside(start: number, even: number, odd: number): void {
    const { values } = this.words
    for (let i = (values[start]! >> 16) & 0xff; i > 0; i--) {
      const leaf = values[start + i]!
      if (leaf === even || leaf === odd) continue
      if (even >= 0) this.cells.hides[even] = 1
      if (odd >= 0) this.cells.hides[odd] = 1
    }
  }
}

const NO_PIECES: readonly number[] = []
