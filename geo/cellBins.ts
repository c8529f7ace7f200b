import { Growing } from './growing.ts'

/** Edges may lie this far outside a cell, in cells, and are still entered in it: more than the clipping needs. */
export const MARGIN = 2 ** -10

/** The column of a coordinate in cells, a whole number even far outside the grid. */
const columnAt = (x: number) => Math.floor(Math.max(-2, Math.min(FAR_EAST, x)))
const FAR_EAST = 2 ** 29

/** Sorts edges, or runs of them, into the cells of a grid that they touch; those of a cell stay in their order. */
export class CellBins {
  /** Where the edges of every cell start in `edges`, and their number at the end. */
  starts = new Uint32Array(0)
  edges = new Int32Array(0)
  /** Cell and entry, cell and entry, as they come. */
  private readonly pairs = new Growing(Int32Array)
  private columns = 0
  private rows = 0

  /** Turns to another grid; room for so many `expected` entries spares the growing. */
  begin(columns: number, rows: number, expected = 0): void {
    this.columns = columns
    this.rows = rows
    this.pairs.length = 0
    this.pairs.expect(2 * expected)
  }

  /**
   * Enters an edge row by row in the cells between its ends there: x, y, x, y of `ends` from `at` on, times `across` in
   * cells. (Doubles handed from function to function would each be an object of their own, hence the array.)
   */
  add(edge: number, ends: Float64Array, at: number, across: number): void {
    const { rows } = this
    const ax = ends[at]! * across
    const ay = ends[at + 1]! * across
    const bx = ends[at + 2]! * across
    const by = ends[at + 3]! * across
    const left = Math.min(ax, bx)
    const right = Math.max(ax, bx)
    const low = Math.min(ay, by)
    const high = Math.max(ay, by)
    const first = low < MARGIN ? 0 : Math.floor(low - MARGIN)
    const last = high >= rows - MARGIN ? rows - 1 : Math.floor(high + MARGIN)
    if (first >= last) {
      if (first === last) this.enterRow(edge, first, columnAt(left - MARGIN), columnAt(right + MARGIN))
      return
    }
    const slope = ay === by ? 0 : (bx - ax) / (by - ay)
    for (let row = first; row <= last; row++) {
      const one = ay === by ? left : ax + (row - MARGIN - ay) * slope
      const other = ay === by ? right : ax + (row + 1 + MARGIN - ay) * slope
      const west = Math.max(left, Math.min(one, other))
      const east = Math.min(right, Math.max(one, other))
      this.enterRow(edge, row, columnAt(west - MARGIN), columnAt(east + MARGIN))
    }
  }

  /** Enters what lies in a box, coordinates in cells, in every cell that the box touches. */
  addBox(entry: number, west: number, south: number, east: number, north: number): void {
    const first = Math.max(0, Math.floor(south - MARGIN))
    const last = Math.min(this.rows - 1, Math.floor(north + MARGIN))
    for (let row = first; row <= last; row++)
      this.enterRow(entry, row, columnAt(west - MARGIN), columnAt(east + MARGIN))
  }

  /** Enters an edge in the cells of a row that it touches from one column to another, as far as there are such. */
  private enterRow(entry: number, row: number, from: number, to: number): void {
    const { columns } = this
    const first = row * columns + Math.max(0, from)
    const last = row * columns + Math.min(columns - 1, to)
    if (first > last) return
    let at = this.pairs.reserve(2 * (last - first + 1))
    const { values } = this.pairs
    for (let cell = first; cell <= last; cell++) {
      values[at++] = cell
      values[at++] = entry
    }
  }

  sort(): void {
    const count = this.columns * this.rows
    const { length, values } = this.pairs
    if (this.starts.length < count + 1) this.starts = new Uint32Array(count + 1)
    if (this.edges.length < length / 2) this.edges = new Int32Array(length)
    const { starts, edges } = this
    starts.fill(0, 0, count + 1)
    for (let i = 0; i < length; i += 2) starts[values[i]!]!++
    for (let cell = 1; cell <= count; cell++) starts[cell]! += starts[cell - 1]!
    for (let i = length - 2; i >= 0; i -= 2) edges[--starts[values[i]!]!] = values[i + 1]!
  }
}
