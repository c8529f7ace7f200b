import { CellBins } from './cellBins.ts'
import type { Cells } from './cells.ts'
import { isRun, type Pieces } from './pieces.ts'

/** Sorts the edges of all pieces, named by the vertices at which they start, into the upper cells. */
export function upperBins(pieces: Pieces, cells: Cells): CellBins {
  const { xy, nodes, nodeBoxes } = pieces
  const { west, south, perLon, perLat } = cells
  const bins = new CellBins()
  bins.begin(cells.columns, cells.rows)
  const x = (lon: number) => (lon - west) * perLon
  const y = (lat: number) => (lat - south) * perLat
  for (let node = 0; node < nodes.length / 3; node++) {
    if (!isRun(pieces, node)) continue
    const box = node * 4
    const [from, to] = [nodes[node * 3]!, nodes[node * 3 + 1]!]
    const only = bins.only(x(nodeBoxes[box]!), y(nodeBoxes[box + 1]!), x(nodeBoxes[box + 2]!), y(nodeBoxes[box + 3]!))
    for (let edge = from; edge < to; edge++) {
      if (only >= 0) bins.enter(only, edge)
      else bins.add(edge, x(xy[edge * 2]!), y(xy[edge * 2 + 1]!), x(xy[edge * 2 + 2]!), y(xy[edge * 2 + 3]!))
    }
  }
  bins.sort()
  return bins
}

/** The edges of one upper cell, ends counted from its corner in upper cells. */
export class CellEdges {
  count = 0
  /** Of borders within the cell, in sides of it. */
  length = 0
  piece = new Int32Array(0)
  ax = new Float64Array(0)
  ay = new Float64Array(0)
  bx = new Float64Array(0)
  by = new Float64Array(0)
  private readonly pieces: Pieces
  private readonly cells: Cells
  /** The piece of the edge that starts at each vertex. */
  private readonly pieceOf: Int32Array

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

  /** Takes the edges of the upper cell of this column and row. */
  take(edges: Int32Array, column: number, row: number): void {
    if (edges.length > this.piece.length) this.makeRoom(edges.length * 2)
    const { ax, ay, bx, by, piece, pieceOf } = this
    const { west, south, perLon, perLat } = this.cells
    const { xy } = this.pieces
    this.length = 0
    this.count = edges.length
    for (let i = 0; i < edges.length; i++) {
      const at = edges[i]! * 2
      ax[i] = (xy[at]! - west) * perLon - column
      ay[i] = (xy[at + 1]! - south) * perLat - row
      bx[i] = (xy[at + 2]! - west) * perLon - column
      by[i] = (xy[at + 3]! - south) * perLat - row
      piece[i] = pieceOf[edges[i]!]!
      this.length += Math.min(1, Math.abs(bx[i]! - ax[i]!) + Math.abs(by[i]! - ay[i]!))
    }
  }

  private makeRoom(count: number): void {
    this.piece = new Int32Array(count)
    this.ax = new Float64Array(count)
    this.ay = new Float64Array(count)
    this.bx = new Float64Array(count)
    this.by = new Float64Array(count)
  }
}
