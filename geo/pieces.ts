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

/** Lays out geometries in the order given. Unclosed rings are closed, repeated vertices dropped, Z left out. */
export function layOut(geometries: Iterable<Polygon | MultiPolygon>): Pieces {
  const layout = new Layout()
  let index = 0
  for (const geometry of geometries) {
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
  readonly owner = new Growing(Int32Array)
  readonly firstPiece = new Growing(Uint32Array)
  private readonly xy = new Growing(Float64Array)
  private readonly firstNode = new Growing(Uint32Array)
  private readonly nodes = new Growing(Uint32Array)
  private readonly nodeBoxes = new Growing(Float64Array)
  private readonly boxes = new Growing(Float64Array)

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
      xy: this.xy.trimmed(),
      owner: this.owner.trimmed(),
      firstPiece: this.firstPiece.trimmed(),
      firstNode: this.firstNode.trimmed(),
      nodes: this.nodes.trimmed(),
      nodeBoxes: this.nodeBoxes.trimmed(),
      boxes: this.boxes.trimmed(),
    }
  }

  /** Appends the vertices of a ring, closed; answers false, and appends nothing, where it has no three corners. */
  private addRing(ring: readonly Position[]): boolean {
    const first = this.xy.reserve(ring.length * 2 + 2)
    const { values } = this.xy
    let end = first
    for (let i = 0; i < ring.length; i++) {
      const position = ring[i]!
      const x = position[0]!
      const y = position[1]!
      if (end > first && values[end - 2] === x && values[end - 1] === y) continue
      values[end++] = x
      values[end++] = y
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
    this.clearBox(this.nodeBoxes, box)
    if (to - from <= RUN) {
      const { values } = this.nodeBoxes
      for (let vertex = from; vertex <= to; vertex++) this.widen(values, box, this.xy.values, vertex * 2, vertex * 2)
    } else {
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
