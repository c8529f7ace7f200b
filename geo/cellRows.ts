import type { CellEdges } from './cellEdges.ts'
import { MOST_SPLITS } from './cells.ts'
import { Growing } from './growing.ts'

/** Where borders cross the middles of the rows of lower cells of one upper cell. */
export class CellRows {
  /** 1 for a row with a border that ends too near to its middle, or that crosses it so near its first cell's. */
  readonly doubtfulRow = new Uint8Array(1 << MOST_SPLITS)
  /** 1 for a lower cell with a border too near to its middle. */
  readonly doubtful = new Uint8Array(4 ** MOST_SPLITS)
  /** Of every cell the crossing before its middle, after that of the cell in the west, plus one; 0 for none. */
  private readonly first = new Int32Array(4 ** MOST_SPLITS)
  /** Of every crossing its edge, and the next one of the same cell in the same way. */
  private readonly crossings = new Growing(Int32Array)
  private readonly edges: CellEdges
  /** What lies nearer to a middle than this, in upper cells, is in doubt. */
  private readonly clear: number

  constructor(edges: CellEdges, clear: number) {
    this.edges = edges
    this.clear = clear
  }

  /** Finds the crossings of the edges at hand with 2^k rows. */
  find(k: number): void {
    const across = 1 << k
    this.first.fill(0, 0, across * across)
    this.doubtful.fill(0, 0, across * across)
    this.doubtfulRow.fill(0, 0, across)
    this.crossings.length = 0
    const { ends, count } = this.edges
    for (let edge = 0; edge < count; edge++) {
      // Counted from the middle of the first cell, in lower cells.
      const ay = ends[edge * 4 + 1]! * across - 0.5
      const by = ends[edge * 4 + 3]! * across - 0.5
      this.doubtRow(edge * 4 + 1, across)
      this.doubtRow(edge * 4 + 3, across)
      const low = Math.max(0, Math.ceil(Math.min(ay, by)))
      const high = Math.min(across - 1, Math.floor(Math.max(ay, by)))
      if (low > high || ay === by) continue
      const ax = ends[edge * 4]! * across - 0.5
      const slope = ((ends[edge * 4 + 2]! - ends[edge * 4]!) * across) / (by - ay)
      const near = this.clear * (1 + Math.abs(slope)) * across
      for (let row = low; row <= high; row++) {
        const x = ax + (row - ay) * slope
        const nearest = Math.round(x)
        if (Math.abs(x - nearest) < near && nearest >= 0 && nearest < across) this.doubtCell(row, nearest, across)
        const beyond = Math.ceil(x)
        if (beyond > 0 && beyond < across) this.cross(edge, row * across + beyond)
      }
    }
  }

  /** Changes for every piece whose border is crossed between the middle before and that of a cell whether it covers. */
  follow(cell: number, covers: Uint8Array): void {
    const { piece, other } = this.edges
    const { values } = this.crossings
    for (let at = this.first[cell]!; at > 0; at = values[at]!) {
      const edge = values[at - 1]!
      covers[piece[edge]!]! ^= 1
      if (other[edge]! >= 0) covers[other[edge]!]! ^= 1
    }
  }

  /** Doubts the row whose middle an end of an edge, its y at a place in `ends`, is too near to. */
  private doubtRow(end: number, across: number): void {
    const y = this.edges.ends[end]! * across - 0.5
    const nearest = Math.round(y)
    if (nearest >= 0 && nearest < across && Math.abs(y - nearest) < this.clear * across) this.doubtfulRow[nearest] = 1
  }

  private doubtCell(row: number, column: number, across: number): void {
    this.doubtful[row * across + column] = 1
    if (column === 0) this.doubtfulRow[row] = 1
  }

  private cross(edge: number, cell: number): void {
    const { first, crossings } = this
    crossings.push(edge)
    crossings.push(first[cell]!)
    first[cell] = crossings.length - 1
  }
}
