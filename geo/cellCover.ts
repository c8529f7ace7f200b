import type Flatbush from 'flatbush'
import { WALL } from './blocks.ts'
import { type CellBins, MARGIN } from './cellBins.ts'
import type { CellEdges } from './cellEdges.ts'
import { type Cells, LOCAL_SIZE, MOST_SPLITS } from './cells.ts'
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

/**
 * Which pieces cover a place in a cell. The exact predicate is asked for the middle of the first cell of a row; from
 * there the middles of the others follow by the borders crossed on the way east.
 */
export class CellCover {
  /** Pieces whose box touches the upper cell at hand, lowest first; and of each, whether it covers the place at hand. */
  near: number[] = []
  covers = new Uint8Array(0)
  private asked = new Uint8Array(0)
  private swept = new Uint8Array(0)
  /** The place at hand as a local point. */
  localX = 0
  localY = 0
  private lon = 0
  private lat = 0
  /** Where a piece stands among the near ones. */
  readonly nearOf: Int32Array
  /** Of every column the last edge, plus one, that the row's middle crosses before the column's; and the one before. */
  private readonly crossed = new Int32Array(1 << MOST_SPLITS)
  private before = new Int32Array(0)
  private reached = 0
  private usable = false
  /** 1 for a column with a border too near to its middle. */
  private readonly doubtful = new Uint8Array(1 << MOST_SPLITS)
  /** The row in which an edge was met last, rows counted over all. */
  private met = new Int32Array(0)
  private row = 0
  private readonly pieces: Pieces
  private readonly boxes: Flatbush
  private readonly edges: CellEdges
  private readonly cells: Cells
  /** What lies nearer to a middle than this, in upper cells, is left to the exact predicate: more than rounding does. */
  private readonly clear: number

  constructor(pieces: Pieces, boxes: Flatbush, cells: Cells, edges: CellEdges) {
    this.pieces = pieces
    this.edges = edges
    this.boxes = boxes
    this.cells = cells
    this.nearOf = new Int32Array(pieces.count)
    const farthest = Math.max(
      cells.perLon * Math.max(Math.abs(boxes.minX), Math.abs(boxes.maxX)),
      cells.perLat * Math.max(Math.abs(boxes.minY), Math.abs(boxes.maxY)),
    )
    this.clear = 1e-9 + farthest * 2 ** -48
  }

  /** Turns to an upper cell. */
  enter({ x, y }: Cell): void {
    const { west, south, perLon, perLat } = this.cells
    const low: [number, number] = [west + (x - MARGIN) / perLon, south + (y - MARGIN) / perLat]
    const high: [number, number] = [west + (x + 1 + MARGIN) / perLon, south + (y + 1 + MARGIN) / perLat]
    this.near = this.boxes.search(...low, ...high).sort((a, b) => a - b)
    if (this.asked.length < this.near.length) {
      this.asked = new Uint8Array(this.near.length * 2)
      this.swept = new Uint8Array(this.near.length * 2)
    }
    for (let i = 0; i < this.near.length; i++) this.nearOf[this.near[i]!] = i
  }

  /** Asks the exact predicate at one of the samples of a cell; answers false where its doubles fall in another cell. */
  ask(cell: Cell, sample: number): boolean {
    if (!this.place(cell, sample)) return false
    this.covers = this.asked
    this.askAll()
    return true
  }

  /** Turns to a row of the lower cells of this upper cell, `first` being the one in the west. */
  beginRow(bins: CellBins, first: Cell, row: number): void {
    this.usable = this.cross(bins, row, 1 << first.k) && this.place(first, 0)
    if (!this.usable) return
    this.reached = 0
    this.covers = this.swept
    this.askAll()
  }

  /** Goes east to the middle of a cell in the row; answers false where the row or that middle is too near to borders. */
  goTo(cell: Cell, column: number): boolean {
    if (!this.usable || this.doubtful[column] === 1) return false
    const { crossed, before, swept } = this
    const { piece, other } = this.edges
    this.covers = swept
    while (this.reached < column) {
      for (let next = crossed[++this.reached]!; next > 0; next = before[next - 1]!) {
        swept[piece[next - 1]!]! ^= 1
        if (other[next - 1]! >= 0) swept[other[next - 1]!]! ^= 1
      }
    }
    return this.place(cell, 0)
  }

  private askAll(): void {
    const { near, covers } = this
    for (let i = 0; i < near.length; i++) {
      covers[i] = pieceSide(this.pieces, near[i]!, this.lon, this.lat) >= 0 ? 1 : 0
    }
  }

  /** Gathers the crossings of a row along its middle; false where the first middle or the whole row is in doubt. */
  private cross(bins: CellBins, row: number, across: number): boolean {
    if (this.met.length < this.edges.count) this.makeRoom(this.edges.count * 2)
    const { met, clear, crossed, before } = this
    const { ax, ay, bx, by } = this.edges
    const { starts, edges } = bins
    const middle = (row + 0.5) / across
    const turn = ++this.row
    this.doubtful.fill(0, 0, across)
    crossed.fill(0, 0, across)
    for (let i = starts[row * across]!, end = starts[(row + 1) * across]!; i < end; i++) {
      const e = edges[i]!
      if (met[e] === turn) continue
      met[e] = turn
      const below = ay[e]! - middle
      const above = by[e]! - middle
      if (Math.abs(below) < clear || Math.abs(above) < clear) return false
      if (below > 0 === above > 0) continue
      const slope = (bx[e]! - ax[e]!) / (above - below)
      const place = (ax[e]! - below * slope) * across - 0.5
      const nearest = Math.round(place)
      if (Math.abs(place - nearest) < clear * (1 + Math.abs(slope)) * across) {
        if (nearest === 0) return false
        if (nearest > 0 && nearest < across) this.doubtful[nearest] = 1
      }
      const beyond = Math.ceil(place)
      if (beyond <= 0 || beyond >= across) continue
      before[e] = crossed[beyond]!
      crossed[beyond] = e + 1
    }
    return true
  }

  private makeRoom(edges: number): void {
    this.met = new Int32Array(edges)
    this.before = new Int32Array(edges)
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
