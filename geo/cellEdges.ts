import { CellBins } from './cellBins.ts'
import type { Cells } from './cells.ts'
import { isRun, type Pieces } from './pieces.ts'

/** Sorts the edges of all pieces, named by the vertices at which they start, into the upper cells. */
export function upperBins(pieces: Pieces, cells: Cells): CellBins {
  const { xy, nodes, nodeBoxes } = pieces
  const { west, south, perLon, perLat } = cells
  const bins = new CellBins()
  bins.begin(cells.columns, cells.rows, xy.length / 2)
  const x = (lon: number) => (lon - west) * perLon
  const y = (lat: number) => (lat - south) * perLat
  for (let node = 0; node < nodes.length / 3; node++) {
    if (!isRun(pieces, node)) continue
    const box = node * 4
    const from = nodes[node * 3]!
    const to = nodes[node * 3 + 1]!
    const only = bins.only(x(nodeBoxes[box]!), y(nodeBoxes[box + 1]!), x(nodeBoxes[box + 2]!), y(nodeBoxes[box + 3]!))
    if (only >= 0) {
      bins.enterRun(only, from, to)
      continue
    }
    let ax = x(xy[from * 2]!)
    let ay = y(xy[from * 2 + 1]!)
    for (let edge = from; edge < to; edge++) {
      const bx = x(xy[edge * 2 + 2]!)
      const by = y(xy[edge * 2 + 3]!)
      bins.add(edge, ax, ay, bx, by)
      ax = bx
      ay = by
    }
  }
  bins.sort()
  return bins
}

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
  ax = new Float64Array(0)
  ay = new Float64Array(0)
  bx = new Float64Array(0)
  by = new Float64Array(0)
  private readonly pieces: Pieces
  private readonly cells: Cells
  /** The piece of the edge that starts at each vertex. */
  private readonly pieceOf: Int32Array
  /** Edges by the hash of their middle, one more than their number; a power of two, at most half full. */
  private table = new Int32Array(0)

  constructor(pieces: Pieces, cells: Cells) {
    this.pieces = pieces
    this.cells = cells
    this.pieceOf = new Int32Array(pieces.xy.length / 2)
    for (let piece = 0; piece < pieces.count; piece++) {
      const first = pieces.nodes[pieces.firstNode[piece]! * 3]
      const next = piece + 1 < pieces.count ? pieces.nodes[pieces.firstNode[piece + 1]! * 3] : this.pieceOf.length
      this.pieceOf.fill(piece, first, next)
    }
  }

  /** Takes the edges that stand from one place to another in the bins of the upper cell of this column and row. */
  take(edges: Int32Array, from: number, to: number, column: number, row: number, nearOf: Int32Array): void {
    if (to - from > this.piece.length) this.makeRoom((to - from) * 2)
    const { ax, ay, bx, by, piece, other, pieceOf, table } = this
    const { west, south, perLon, perLat } = this.cells
    const { xy } = this.pieces
    const mask = table.length - 1
    table.fill(0)
    let count = 0
    let length = 0
    let before = -2
    let x1 = 0
    let y1 = 0
    for (let i = from; i < to; i++) {
      const edge = edges[i]!
      const at = edge * 2
      const x0 = edge === before + 1 ? x1 : (xy[at]! - west) * perLon - column
      const y0 = edge === before + 1 ? y1 : (xy[at + 1]! - south) * perLat - row
      x1 = (xy[at + 2]! - west) * perLon - column
      y1 = (xy[at + 3]! - south) * perLat - row
      before = edge
      const near = nearOf[pieceOf[edge]!]!
      length += Math.min(1, Math.abs(x1 - x0) + Math.abs(y1 - y0))
      let slot = Math.imul((x0 + x1) * SPREAD_X + (y0 + y1) * SPREAD_Y, MULTIPLIER) >>> 8
      for (;;) {
        slot &= mask
        const known = table[slot]! - 1
        if (known < 0) {
          table[slot] = count + 1
          ax[count] = x0
          ay[count] = y0
          bx[count] = x1
          by[count] = y1
          piece[count] = near
          other[count++] = NO_OTHER
          break
        }
        if (other[known] === NO_OTHER && this.isSame(known, x0, y0, x1, y1)) {
          other[known] = near
          break
        }
        slot++
      }
    }
    this.entered = to - from
    this.count = count
    this.length = length
  }

  /** Whether an edge has these ends, in either direction. */
  private isSame(edge: number, x0: number, y0: number, x1: number, y1: number): boolean {
    const { ax, ay, bx, by } = this
    if (ax[edge] === x1 && ay[edge] === y1) return bx[edge] === x0 && by[edge] === y0
    return ax[edge] === x0 && ay[edge] === y0 && bx[edge] === x1 && by[edge] === y1
  }

  private makeRoom(count: number): void {
    this.piece = new Int32Array(count)
    this.other = new Int32Array(count)
    this.ax = new Float64Array(count)
    this.ay = new Float64Array(count)
    this.bx = new Float64Array(count)
    this.by = new Float64Array(count)
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(count * 2)))
  }
}

/** Twice a middle, in upper cells, becomes a number whose whole part tells edges apart. */
const SPREAD_X = 2 ** 32
const SPREAD_Y = 2 ** 32 * 1.618033988749
const MULTIPLIER = 0x9e3779b1
