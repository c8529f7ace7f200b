import { Growing } from './growing.ts'

/** Edges may lie this far outside a cell, in cells, and are still entered in it: more than the clipping needs. */
export const MARGIN = 2 ** -10

/** Sorts edges into the cells of a grid that they touch; the edges of a cell stay in the order in which they came. */
export class CellBins {
  /** First entry of every cell in `edges`, and their number at the end. */
  starts = new Uint32Array(0)
  edges = new Int32Array(0)
  private readonly cells = new Growing(Int32Array)
  private readonly entries = new Growing(Int32Array)
  private columns = 0
  private rows = 0

  begin(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.cells.length = 0
    this.entries.length = 0
  }

  /** The cell that alone holds a box with its margin, coordinates in cells; -1 where none does. */
  only(west: number, south: number, east: number, north: number): number {
    const column = Math.floor(west - MARGIN)
    const row = Math.floor(south - MARGIN)
    const within = column >= 0 && row >= 0 && column < this.columns && row < this.rows
    return within && east + MARGIN < column + 1 && north + MARGIN < row + 1 ? row * this.columns + column : -1
  }

  /** Enters an edge, coordinates in cells: row by row the cells between its ends there. */
  add(edge: number, ax: number, ay: number, bx: number, by: number): void {
    const left = Math.min(ax, bx)
    const right = Math.max(ax, bx)
    const only = this.only(left, Math.min(ay, by), right, Math.max(ay, by))
    if (only >= 0) {
      this.enter(only, edge)
      return
    }
    const first = Math.max(0, Math.floor(Math.min(ay, by) - MARGIN))
    const last = Math.min(this.rows - 1, Math.floor(Math.max(ay, by) + MARGIN))
    const slope = first === last ? 0 : (bx - ax) / (by - ay)
    for (let row = first; row <= last; row++) {
      let low = left
      let high = right
      if (first !== last && ay !== by) {
        const one = ax + (row - MARGIN - ay) * slope
        const other = ax + (row + 1 + MARGIN - ay) * slope
        low = Math.max(left, Math.min(one, other))
        high = Math.min(right, Math.max(one, other))
      }
      const from = Math.max(0, Math.floor(low - MARGIN))
      const to = Math.min(this.columns - 1, Math.floor(high + MARGIN))
      for (let column = from; column <= to; column++) this.enter(row * this.columns + column, edge)
    }
  }

  enter(cell: number, edge: number): void {
    this.cells.push(cell)
    this.entries.push(edge)
  }

  sort(): void {
    const count = this.columns * this.rows
    const { length } = this.cells
    const cells = this.cells.values
    const entries = this.entries.values
    if (this.starts.length < count + 1) this.starts = new Uint32Array(count + 1)
    if (this.edges.length < length) this.edges = new Int32Array(cells.length)
    const { starts, edges } = this
    starts.fill(0, 0, count + 1)
    for (let i = 0; i < length; i++) starts[cells[i]!]!++
    for (let cell = 1; cell <= count; cell++) starts[cell]! += starts[cell - 1]!
    for (let i = length - 1; i >= 0; i--) edges[--starts[cells[i]!]!] = entries[i]!
  }
}
