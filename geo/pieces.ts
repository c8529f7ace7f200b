import type { MultiPolygon, Polygon, Position } from 'geojson'
import { Growing } from './growing.ts'
import type { Box } from './types.ts'

/**
 * Polygons laid out for exact queries, structure of arrays. A piece is one polygon with its holes; a multipolygon
 * gives several, one after another. The rings of a piece are cut into runs of RUN edges; runs are gathered, eight and
 * eight, under nodes with a box each, in preorder: whoever skips a node goes on at the one after all that is under it.
 */
export interface Pieces {
  count: number
  /** Longitude and latitude of every vertex, interleaved; an edge runs from its vertex to the next one. */
  xy: Float64Array
  /** Index of the geometry that a piece belongs to. */
  owner: Int32Array
  /** First piece of every geometry, and the count at the end. */
  firstPiece: Uint32Array
  /** First node of every piece, and the number of nodes at the end. */
  firstNode: Uint32Array
  /** Of every node: its first vertex, its last vertex, the node to go on with when it is skipped. */
  nodes: Uint32Array
  /** West, south, east, north of every node. */
  nodeBoxes: Float64Array
  /** The same of every piece. */
  boxes: Float64Array
}

/** Edges of a node that has no nodes under it, at most. */
export const RUN = 8
const NODES_UNDER_NODE = 8

/** Room is made for all geometries when so many parts of them, one of these, are laid out. */
const FORESEEN_BY = 16
const FORESIGHT = 1.125

/**
 * Lays out geometries in the order given. Unclosed rings are closed, repeated vertices dropped, Z left out. To know how
 * many there are spares most of the growing.
 */
export function layOut(geometries: Iterable<Polygon | MultiPolygon>, count = 1): Pieces {
  const layout = new Layout()
  const foreseen = Math.ceil(count / FORESEEN_BY)
  let index = 0
  for (const geometry of geometries) {
    if (index === foreseen) layout.expect((count / index) * FORESIGHT)
    layout.firstPiece.push(layout.owner.length)
    if (geometry.type === 'Polygon') layout.add(geometry.coordinates, index)
    else for (const rings of geometry.coordinates) layout.add(rings, index)
    index++
  }
  return layout.done()
}

export function boxOf(pieces: Pieces, piece: number): Box {
  const at = piece * 4
  return [pieces.boxes[at]!, pieces.boxes[at + 1]!, pieces.boxes[at + 2]!, pieces.boxes[at + 3]!]
}

/** Whether a node is a run: its edges are looked at one by one. */
export const isRun = ({ nodes }: Pieces, node: number): boolean => nodes[node * 3 + 1]! - nodes[node * 3]! <= RUN

/** The vertices at which the edges of all pieces start. */
export function edgesOf(pieces: Pieces): number[] {
  const edges: number[] = []
  for (let node = 0; node < pieces.nodes.length / 3; node++) {
    if (!isRun(pieces, node)) continue
    for (let edge = pieces.nodes[node * 3]!; edge < pieces.nodes[node * 3 + 1]!; edge++) edges.push(edge)
  }
  return edges
}

class Layout {
  readonly owner = new Growing(Int32Array, 8)
  readonly firstPiece = new Growing(Uint32Array, 8)
  private readonly xy = new Growing(Float64Array, 256)
  private readonly firstNode = new Growing(Uint32Array, 8)
  private readonly nodes = new Growing(Uint32Array, 64)
  private readonly nodeBoxes = new Growing(Float64Array, 64)
  private readonly boxes = new Growing(Float64Array, 32)

  /** Makes room for so many times what is there. */
  expect(times: number): void {
    const { owner, firstPiece, xy, firstNode, nodes, nodeBoxes, boxes } = this
    for (const all of [owner, firstPiece, xy, firstNode, nodes, nodeBoxes, boxes])
      all.expect(Math.ceil(all.length * times))
  }

  /** A piece of these rings; none where no ring has three corners. */
  add(rings: readonly Position[][], owner: number): void {
    const first = this.nodes.length / 3
    const box = this.boxes.reserve(4)
    this.clearBox(this.boxes, box)
    for (const ring of rings) {
      const from = this.xy.length / 2
      if (!this.addRing(ring)) continue
      const node = this.hang(from, this.xy.length / 2 - 1)
      this.widen(this.boxes.values, box, this.nodeBoxes.values, node * 4, node * 4 + 2)
    }
    if (first === this.nodes.length / 3) {
      this.boxes.length = box
      return
    }
    this.owner.push(owner)
    this.firstNode.push(first)
  }

  done(): Pieces {
    this.firstPiece.push(this.owner.length)
    this.firstNode.push(this.nodes.length / 3)
    return {
      count: this.owner.length,
      xy: this.xy.filled(),
      owner: this.owner.filled(),
      firstPiece: this.firstPiece.filled(),
      firstNode: this.firstNode.filled(),
      nodes: this.nodes.filled(),
      nodeBoxes: this.nodeBoxes.filled(),
      boxes: this.boxes.filled(),
    }
  }

  /** Appends the vertices of a ring, closed; answers false, and appends nothing, where it has no three corners. */
  private addRing(ring: readonly Position[]): boolean {
    const first = this.xy.reserve(ring.length * 2 + 2)
    const { values } = this.xy
    let end = first
    let beforeX = NaN
    let beforeY = NaN
    for (let i = 0; i < ring.length; i++) {
      const position = ring[i]!
      const x = position[0]!
      const y = position[1]!
      if (x === beforeX && y === beforeY) continue
      values[end++] = beforeX = x
      values[end++] = beforeY = y
    }
    while (end > first + 2 && values[end - 2] === values[first] && values[end - 1] === values[first + 1]) end -= 2
    if (end < first + 6) {
      this.xy.length = first
      return false
    }
    values[end] = values[first]!
    values[end + 1] = values[first + 1]!
    this.xy.length = end + 2
    return true
  }

  /** Makes the node of the edges between two vertices, and all nodes under it; answers its number. */
  private hang(from: number, to: number): number {
    const at = this.nodes.reserve(3)
    const box = this.nodeBoxes.reserve(4)
    if (to - from <= RUN) this.boxRun(box, from, to)
    else {
      this.clearBox(this.nodeBoxes, box)
      let step = RUN
      while (step * NODES_UNDER_NODE < to - from) step *= NODES_UNDER_NODE
      for (let start = from; start < to; start += step) {
        const under = this.hang(start, Math.min(to, start + step)) * 4
        this.widen(this.nodeBoxes.values, box, this.nodeBoxes.values, under, under + 2)
      }
    }
    const { values } = this.nodes
    values[at] = from
    values[at + 1] = to
    values[at + 2] = this.nodes.length / 3
    return at / 3
  }

  private boxRun(box: number, from: number, to: number): void {
    const { values } = this.xy
    let west = values[from * 2]!
    let south = values[from * 2 + 1]!
    let east = west
    let north = south
    for (let at = from * 2 + 2; at <= to * 2; at += 2) {
      const x = values[at]!
      const y = values[at + 1]!
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
    const boxes = this.nodeBoxes.values
    boxes[box] = west
    boxes[box + 1] = south
    boxes[box + 2] = east
    boxes[box + 3] = north
  }

  private clearBox({ values }: Growing<Float64Array>, box: number): void {
    values[box] = values[box + 1] = Infinity
    values[box + 2] = values[box + 3] = -Infinity
  }

  /** Widens the box at `box` by the corners at `low` and `high`. */
  private widen(boxes: Float64Array, box: number, corners: Float64Array, low: number, high: number): void {
    if (corners[low]! < boxes[box]!) boxes[box] = corners[low]!
    if (corners[low + 1]! < boxes[box + 1]!) boxes[box + 1] = corners[low + 1]!
    if (corners[high]! > boxes[box + 2]!) boxes[box + 2] = corners[high]!
    if (corners[high + 1]! > boxes[box + 3]!) boxes[box + 3] = corners[high + 1]!
  }
}
