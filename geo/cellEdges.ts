import { CellBins, MARGIN } from './cellBins.ts'
import type { Cells } from './cells.ts'
import { isRun, type Pieces, RUN } from './pieces.ts'

/** Sorts the runs of all pieces into the upper cells. */
export function upperBins(pieces: Pieces, { west, south, perLon, perLat, columns, rows }: Cells): CellBins {
  const { nodes, nodeBoxes } = pieces
  const bins = new CellBins()
  bins.begin(columns, rows, (nodes.length / 3) * ENTRIES_PER_NODE)
  const x = (lon: number) => (lon - west) * perLon
  const y = (lat: number) => (lat - south) * perLat
  for (let node = 0; node < nodes.length / 3; node++) {
    if (!isRun(pieces, node)) continue
    const at = node * 4
    bins.addBox(node, x(nodeBoxes[at]!), y(nodeBoxes[at + 1]!), x(nodeBoxes[at + 2]!), y(nodeBoxes[at + 3]!))
  }
  bins.sort()
  return bins
}

/** A guess that spares the growing. */
const ENTRIES_PER_NODE = 1.5

/** No second piece has this edge. */
export const NO_OTHER = -1

/**
 * The edges of one upper cell, ends counted from its corner in upper cells. An edge that two pieces share stands once,
 * in the direction and the place of the first; a third piece has it anew.
 */
export class CellEdges {
  count = 0
  /** Edges before those of two pieces became one, and their length within the cell, in sides of it. */
  entered = 0
  length = 0
  /** The piece of every edge and the other that shares it or NO_OTHER, both by their place among the near ones. */
  piece = new Int32Array(0)
  other = new Int32Array(0)
  /** Of every edge: x and y where it starts, x and y where it ends. */
  ends = new Float64Array(0)
  private readonly pieces: Pieces
  private readonly cells: Cells
  /** Edges by the hash of their middle, one more than their number; a power of two, at most half full. */
  private table = new Int32Array(0)

  constructor(pieces: Pieces, cells: Cells) {
    this.pieces = pieces
    this.cells = cells
  }

  /**
   * Takes the edges that touch the upper cell of this column and row: of the runs that stand from one place to another
   * in its bin, all of pieces near it.
   */
  take(runs: Int32Array, from: number, to: number, column: number, row: number, near: readonly number[]): void {
    this.makeRoom((to - from) * RUN)
    const { west, south, perLon, perLat } = this.cells
    const { xy, nodes, firstNode } = this.pieces
    this.table.fill(0)
    this.entered = 0
    this.count = 0
    this.length = 0
    let place = 0
    for (let i = from; i < to; i++) {
      const run = runs[i]!
      while (firstNode[near[place]! + 1]! <= run) place++
      const end = nodes[run * 3 + 1]! * 2
      let at = nodes[run * 3]! * 2
      let x0 = (xy[at]! - west) * perLon - column
      let y0 = (xy[at + 1]! - south) * perLat - row
      while (at < end) {
        at += 2
        const x1 = (xy[at]! - west) * perLon - column
        const y1 = (xy[at + 1]! - south) * perLat - row
        if (touches(x0, x1) && touches(y0, y1)) {
          const { ends } = this
          const last = this.count * 4
          ends[last] = x0
          ends[last + 1] = y0
          ends[last + 2] = x1
          ends[last + 3] = y1
          this.enter(place)
        }
        x0 = x1
        y0 = y1
      }
    }
  }

  /** Adds the edge that stands behind the last to those of a piece, or the piece to the same edge of another. */
  private enter(near: number): void {
    const { table, other, ends, count } = this
    const x0 = ends[count * 4]!
    const y0 = ends[count * 4 + 1]!
    const x1 = ends[count * 4 + 2]!
    const y1 = ends[count * 4 + 3]!
    const mask = table.length - 1
    this.entered++
    this.length += Math.min(1, Math.abs(x1 - x0) + Math.abs(y1 - y0))
    let slot = (Math.imul((x0 + x1) * SPREAD_X + (y0 + y1) * SPREAD_Y, MULTIPLIER) >>> 8) & mask
    for (let known = table[slot]!; known > 0; known = table[slot]!) {
      if (other[known - 1] === NO_OTHER && this.isSame(known - 1, count)) {
        other[known - 1] = near
        return
      }
      slot = (slot + 1) & mask
    }
    table[slot] = count + 1
    this.piece[count] = near
    other[count] = NO_OTHER
    this.count = count + 1
  }

  /** Whether two edges have the same ends, in either direction. */
  private isSame(edge: number, other: number): boolean {
    const { ends } = this
    const a = edge * 4
    const b = other * 4
    if (ends[a] === ends[b + 2] && ends[a + 1] === ends[b + 3]) {
      return ends[a + 2] === ends[b] && ends[a + 3] === ends[b + 1]
    }
    const begins = ends[a] === ends[b] && ends[a + 1] === ends[b + 1]
    return begins && ends[a + 2] === ends[b + 2] && ends[a + 3] === ends[b + 3]
  }

  private makeRoom(count: number): void {
    if (count <= this.piece.length) return
    this.piece = new Int32Array(count * 2)
    this.other = new Int32Array(count * 2)
    this.ends = new Float64Array((count * 2 + 1) * 4)
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(count * 4)))
  }
}

/** Whether the span between two coordinates touches the cell, which reaches from 0 to 1. */
const touches = (a: number, b: number) => (a >= -MARGIN || b >= -MARGIN) && (a <= 1 + MARGIN || b <= 1 + MARGIN)

/** Twice a middle, in upper cells, becomes a number whose whole part tells edges apart. */
const SPREAD_X = 2 ** 32
const SPREAD_Y = 2 ** 32 * 1.618033988749
const MULTIPLIER = 0x9e3779b1
