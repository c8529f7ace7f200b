import type Flatbush from 'flatbush'
import { CellBins, doubled, MARGIN } from './cellBins.ts'
import { CellChains } from './cellChains.ts'
import { frame, LEAST_CELL } from './cellFrame.ts'
import { type Cells, coveringInBlock, LOCAL_SIZE, MOST_CANDIDATES, MOST_SPLITS, UNPROVEN, WALL } from './cells.ts'
import { pieceSide } from './covers.ts'
import { type Pieces, piecesOfEdges } from './pieces.ts'

/** Inner edges for each time that a border crosses from one lower cell into another. */
const EDGES_PER_CROSSING = 3.5
/** On average over the cells of a split, shared edges twice. */
const EDGES_PER_LOWER_CELL = 8
/** A cell with more is left to the exact predicate, whose slabs do not slow down with their number. One byte counts chains. */
const MOST_EDGES = 255
/** Places in a cell, in cells, at which it is asked who covers it; the first that is clear of borders is taken. */
const SAMPLES = Array.from(
  { length: 24 },
  (_, i) => [(0.5 + i * 0.7548776662) % 1, (0.5 + i * 0.569840291) % 1] as const,
)

/** Builds the cells over pieces that stand in order of precedence, and over the index of their boxes. */
export function buildCells(pieces: Pieces, boxes: Flatbush): Cells {
  return new CellBuild(pieces, boxes).done()
}

/** A cell of either level: its south-west corner in upper cells, and its side, 2^-k of theirs. */
interface Cell {
  x: number
  y: number
  k: number
}

class CellBuild {
  private readonly pieces: Pieces
  private readonly boxes: Flatbush
  private readonly pieceOf: Int32Array
  private readonly cells: Cells
  private words: Int32Array<ArrayBuffer>
  private length: number
  private readonly lower = new CellBins()
  private readonly chains = new CellChains()
  /** Pieces whose box touches the upper cell at hand, lowest first. */
  private near: number[] = []

  constructor(pieces: Pieces, boxes: Flatbush) {
    this.pieces = pieces
    this.boxes = boxes
    this.pieceOf = piecesOfEdges(pieces)
    this.cells = frame(pieces, boxes)
    this.length = this.cells.columns * this.cells.rows
    this.words = new Int32Array(this.length * 2)
  }

  done(): Cells {
    const { columns, rows } = this.cells
    const upper = new CellBins()
    upper.begin(columns, rows)
    this.pieceOf.forEach((piece, edge) => {
      if (piece >= 0) upper.add(edge, this.x(edge), this.y(edge), this.x(edge + 1), this.y(edge + 1))
    })
    upper.sort()
    for (let cell = 0; cell < columns * rows; cell++) {
      const corner = { x: cell % columns, y: Math.floor(cell / columns), k: 0 }
      const edges = upper.edges.subarray(upper.starts[cell], upper.starts[cell + 1])
      this.near = this.piecesNear(corner)
      const word = edges.length === 0 ? this.uniform(corner) : this.split(corner, edges)
      this.words[cell] = word
    }
    return { ...this.cells, words: this.words.slice(0, this.length) }
  }

  /** Splits an upper cell by the length of its borders; answers its word. */
  private split({ x, y }: Cell, edges: Int32Array): number {
    const k = this.splits(edges)
    const across = 1 << k
    const { lower } = this
    lower.begin(across, across)
    for (const edge of edges) {
      const ax = (this.x(edge) - x) * across
      const ay = (this.y(edge) - y) * across
      lower.add(edge, ax, ay, (this.x(edge + 1) - x) * across, (this.y(edge + 1) - y) * across)
    }
    lower.sort()
    const first = this.reserve(across * across)
    // `words` moves when it grows: the word first, then its place.
    for (let cell = 0; cell < across * across; cell++) {
      const corner = { x: x + (cell & (across - 1)) / across, y: y + (cell >> k) / across, k }
      const [from, to] = [lower.starts[cell]!, lower.starts[cell + 1]!]
      const word = from < to ? this.block(corner, from, to) : (this.alike(first, cell, k) ?? this.uniform(corner))
      this.words[first + cell] = word
    }
    return (first << 3) | k
  }

  /** The k of a split: few edges to a cell that a border runs through, and few where many short borders lie close. */
  private splits(edges: Int32Array): number {
    let length = 0
    for (const edge of edges) {
      length += Math.min(1, Math.abs(this.x(edge + 1) - this.x(edge)) + Math.abs(this.y(edge + 1) - this.y(edge)))
    }
    let wanted = Math.max(0, Math.round(Math.log2(edges.length / (EDGES_PER_CROSSING * length))))
    while ((edges.length + length * 2 ** wanted) / 4 ** wanted > EDGES_PER_LOWER_CELL) wanted++
    const { perLon, perLat } = this.cells
    const possible = Math.floor(-Math.log2(LEAST_CELL * Math.max(perLon, perLat)))
    return Math.max(0, Math.min(MOST_SPLITS, wanted, possible))
  }

  /** The word of a neighbour without edges to the west or south: no border lies between it and a cell without edges. */
  private alike(first: number, cell: number, k: number): number | undefined {
    const { starts } = this.lower
    const clear = (other: number) => starts[other] === starts[other + 1]
    if ((cell & ((1 << k) - 1)) > 0 && clear(cell - 1)) return this.words[first + cell - 1]
    const south = cell - (1 << k)
    return south >= 0 && clear(south) ? this.words[first + south] : undefined
  }

  /** The word of a cell without borders: the lowest piece that covers some point of it covers it whole. */
  private uniform(cell: Cell): number {
    for (const sample of SAMPLES) {
      const at = this.sampleAt(cell, sample)
      if (at === null) continue
      return this.wholly(this.near.find((piece) => pieceSide(this.pieces, piece, at.lon, at.lat) >= 0))
    }
    return 0
  }

  private wholly(piece: number | undefined): number {
    return piece === undefined ? -1 : -this.pieces.owner[piece]! - 2
  }

  /** Writes the block of a lower cell with the edges `from` … `to` of its bin; answers the cell's word. */
  private block(cell: Cell, from: number, to: number): number {
    if (to - from > MOST_EDGES) return 0
    const { chains } = this
    const scale = LOCAL_SIZE << cell.k
    chains.begin()
    for (let i = from; i < to; i++) {
      const edge = this.lower.edges[i]!
      const ax = (this.x(edge) - cell.x) * scale
      const ay = (this.y(edge) - cell.y) * scale
      const bx = (this.x(edge + 1) - cell.x) * scale
      const by = (this.y(edge + 1) - cell.y) * scale
      chains.add(this.pieceOf[edge]!, edge, ax, ay, bx, by)
    }
    chains.end()
    const bordering = chains.pieces()
    if (bordering.length > MOST_CANDIDATES) return 0
    const start = this.length
    this.write(bordering, 0)
    const word = this.calibrate(cell, start, bordering)
    if (word <= 0) this.length = start
    return word
  }

  /** Settles who covers the west end of a cell by asking the exact predicate at one place of it. */
  private calibrate(cell: Cell, start: number, bordering: number[]): number {
    for (const sample of SAMPLES) {
      const at = this.sampleAt(cell, sample)
      if (at === null) continue
      const local = coveringInBlock(this.words, start, this.words[start]!, at.x, at.y)
      if (local === UNPROVEN) continue
      const covers = (piece: number) => pieceSide(this.pieces, piece, at.lon, at.lat) >= 0
      const whole = this.near.find((piece) => !bordering.includes(piece) && covers(piece))
      const above = bordering.filter((piece) => whole === undefined || piece < whole)
      if (above.length === 0) return this.wholly(whole)
      if (whole !== undefined && above.length === MOST_CANDIDATES) return 0
      let west = 0
      for (let i = 0; i < above.length; i++) if (covers(above[i]!) !== (((local >> i) & 1) === 1)) west |= 1 << i
      if (whole === undefined) {
        this.words[start]! |= west
      } else {
        this.length = start
        this.write([...above, whole], west | (1 << above.length))
      }
      return (start << 3) | cell.k
    }
    return 0
  }

  private write(candidates: readonly number[], west: number): void {
    const head = this.length
    this.push(0)
    for (const piece of candidates) this.push(piece)
    let count = 0
    for (const { pieces, vertices } of this.chains.chains) {
      if (!pieces.some((piece) => candidates.includes(piece))) continue
      let mask = 0
      for (const piece of pieces) if (candidates.includes(piece)) mask ^= 1 << candidates.indexOf(piece)
      this.push((mask << 16) | vertices.length)
      for (const vertex of vertices) this.push(vertex)
      count++
    }
    this.words[head] = (count << 24) | (candidates.length << 16) | west
  }

  /** A place in a cell as doubles and as the local point that those doubles are; null where they fall in another cell. */
  private sampleAt(cell: Cell, [right, up]: readonly [number, number]) {
    const { west, south, perLon, perLat } = this.cells
    const lon = west + (cell.x + right * 2 ** -cell.k) / perLon
    const lat = south + (cell.y + up * 2 ** -cell.k) / perLat
    const x = Math.floor(this.local((lon - west) * perLon - cell.x, cell))
    const y = Math.floor(this.local((lat - south) * perLat - cell.y, cell))
    const within = x >= 0 && y >= 0 && x < LOCAL_SIZE && y < LOCAL_SIZE
    return within ? { lon, lat, x: x + WALL, y: y + WALL } : null
  }

  private piecesNear({ x, y }: Cell): number[] {
    const { west, south, perLon, perLat } = this.cells
    const low: [number, number] = [west + (x - MARGIN) / perLon, south + (y - MARGIN) / perLat]
    return this.boxes
      .search(...low, west + (x + 1 + MARGIN) / perLon, south + (y + 1 + MARGIN) / perLat)
      .sort((a, b) => a - b)
  }

  private x(vertex: number): number {
    return (this.pieces.xy[vertex * 2]! - this.cells.west) * this.cells.perLon
  }

  private y(vertex: number): number {
    return (this.pieces.xy[vertex * 2 + 1]! - this.cells.south) * this.cells.perLat
  }

  private local(offset: number, { k }: Cell): number {
    return offset * (LOCAL_SIZE << k)
  }

  private push(word: number): void {
    const at = this.reserve(1)
    this.words[at] = word
  }

  private reserve(count: number): number {
    const first = this.length
    this.length += count
    while (this.length > this.words.length) this.words = doubled(this.words)
    return first
  }
}
