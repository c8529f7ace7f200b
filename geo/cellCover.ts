import type Flatbush from 'flatbush'
import { WALL } from './blocks.ts'
import { MARGIN } from './cellBins.ts'
import type { CellEdges } from './cellEdges.ts'
import { CellRows } from './cellRows.ts'
import { type Cells, LOCAL_SIZE } from './cells.ts'
import { pieceSide } from './covers.ts'
import type { Pieces } from './pieces.ts'

/** A cell of either level: its south-west corner in upper cells, and its side, 2^-k of theirs. */
export interface Cell {
  x: number
  y: number
  k: number
}

/** Places in a cell, in cells, at which it is asked who covers it; the first that is clear of borders is taken. */
export const SAMPLES = Array.from(
  { length: 24 },
  (_, i) => [(0.5 + i * 0.7548776662) % 1, (0.5 + i * 0.569840291) % 1] as const,
)

/** The middle of a lower cell as a local point. */
const MIDDLE = LOCAL_SIZE / 2 + WALL

/**
 * Which pieces cover a place in a cell. The exact predicate is asked for the middle of the first cell of a row; from
 * there the middles of the others follow by the borders crossed on the way east.
 */
export class CellCover {
  /** Pieces whose box touches the upper cell at hand, lowest first; of each, whether it covers the place at hand. */
  near: number[] = []
  covers = new Uint8Array(0)
  private asked = new Uint8Array(0)
  private swept = new Uint8Array(0)
  /** The place at hand as a local point. */
  localX = 0
  localY = 0
  private lon = 0
  private lat = 0
  private readonly rows: CellRows
  private usable = false
  private reached = 0
  /** The first cell of the row at hand. */
  private rowStart = 0
  private readonly pieces: Pieces
  private readonly boxes: Flatbush
  private readonly cells: Cells

  constructor(pieces: Pieces, boxes: Flatbush, cells: Cells, edges: CellEdges) {
    this.pieces = pieces
    this.boxes = boxes
    this.cells = cells
    const farthest = Math.max(
      cells.perLon * Math.max(Math.abs(boxes.minX), Math.abs(boxes.maxX)),
      cells.perLat * Math.max(Math.abs(boxes.minY), Math.abs(boxes.maxY)),
    )
    // More than rounding moves a border or a middle; what lies nearer is left to the exact predicate.
    this.rows = new CellRows(edges, 1e-9 + farthest * 2 ** -48)
  }

  /** Turns to an upper cell. */
  enter({ x, y }: Cell): void {
    const { west, south, perLon, perLat } = this.cells
    // Twice the margin, so that a piece with a run in the cell is always among the near ones.
    const low: [number, number] = [west + (x - 2 * MARGIN) / perLon, south + (y - 2 * MARGIN) / perLat]
    const high: [number, number] = [west + (x + 1 + 2 * MARGIN) / perLon, south + (y + 1 + 2 * MARGIN) / perLat]
    this.near = this.boxes.search(...low, ...high).sort((a, b) => a - b)
    if (this.asked.length < this.near.length) {
      this.asked = new Uint8Array(this.near.length * 2)
      this.swept = new Uint8Array(this.near.length * 2)
    }
  }

  /** Asks the exact predicate at one of the samples of a cell; answers false where its doubles fall in another cell. */
  ask(cell: Cell, sample: number): boolean {
    if (!this.place(cell, sample)) return false
    this.covers = this.asked
    this.askAll()
    return true
  }

  /** Turns to a place in a lower cell of the row at hand: for -1 its middle, come from the west; else a sample. */
  turnTo(cell: Cell, column: number, sample: number): boolean {
    return sample < 0 ? this.goTo(column) : this.ask(cell, sample)
  }

  /** Turns to the lower cells, 2^k × 2^k, of the upper cell at hand. */
  beginCells(k: number): void {
    this.rows.find(k)
  }

  /** Turns to a row of the lower cells, `first` being the one in the west. */
  beginRow(first: Cell, row: number): void {
    this.usable = this.rows.doubtfulRow[row] === 0 && this.place(first, 0)
    if (!this.usable) return
    this.rowStart = row << first.k
    this.reached = 0
    this.covers = this.swept
    this.askAll()
  }

  /** Goes east to the middle of a cell in the row; answers false where the row or that middle is too near to borders. */
  goTo(column: number): boolean {
    const { rows, rowStart } = this
    if (!this.usable || rows.doubtful[rowStart + column] === 1) return false
    this.covers = this.swept
    while (this.reached < column) rows.follow(rowStart + ++this.reached, this.swept)
    this.localX = MIDDLE
    this.localY = MIDDLE
    return true
  }

  private askAll(): void {
    const { near, covers } = this
    for (let i = 0; i < near.length; i++) {
      covers[i] = pieceSide(this.pieces, near[i]!, this.lon, this.lat) >= 0 ? 1 : 0
    }
  }

  /** Makes a sample of a cell the place at hand; false where its doubles fall in another cell. */
  private place({ x, y, k }: Cell, sample: number): boolean {
    const { west, south, perLon, perLat } = this.cells
    const at = SAMPLES[sample]!
    this.lon = west + (x + at[0] / (1 << k)) / perLon
    this.lat = south + (y + at[1] / (1 << k)) / perLat
    const localX = Math.floor(((this.lon - west) * perLon - x) * (LOCAL_SIZE << k))
    const localY = Math.floor(((this.lat - south) * perLat - y) * (LOCAL_SIZE << k))
    this.localX = localX + WALL
    this.localY = localY + WALL
    return localX >= 0 && localY >= 0 && localX < LOCAL_SIZE && localY < LOCAL_SIZE
  }
}
