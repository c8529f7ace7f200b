import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Box } from './types.ts'

/**
 * Polygons laid out for exact queries, structure of arrays. A piece is one polygon with its holes; a multipolygon
 * gives several, one after another. The edges of a piece lie in horizontal slabs: slab s holds every edge whose
 * latitude range touches it, so that a query at a latitude reads one slab.
 */
export interface Pieces {
  count: number
  /** Longitude and latitude of every vertex, interleaved; an edge runs from its vertex to the next one. */
  xy: Float64Array
  /** Index of the geometry that a piece belongs to. */
  owner: Int32Array
  /** First piece of every geometry, and the count at the end. */
  firstPiece: Uint32Array
  /** First slab of every piece, and the number of slabs at the end. */
  firstSlab: Uint32Array
  /** First entry of every slab in `edges`, and its length at the end. */
  firstEdge: Uint32Array
  /** Vertices at which the edges of the slabs start. */
  edges: Uint32Array
  /** Latitude of the lower side of a piece, and its slabs per degree of latitude. */
  south: Float64Array
  slabsPerDegree: Float64Array
  boxes: Float64Array
}

const EDGES_PER_SLAB = 8
/** An edge may be entered in this many slabs on average before the slabs are made coarser. */
const ENTRIES_PER_EDGE = 8

/** Lays out geometries in the order given. Unclosed rings are closed, repeated vertices dropped, Z left out. */
export function layOut(geometries: readonly (Polygon | MultiPolygon)[]): Pieces {
  const layout = new Layout()
  const firstPiece = new Uint32Array(geometries.length + 1)
  geometries.forEach((geometry, index) => {
    firstPiece[index] = layout.owner.length
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const rings of polygons) layout.add(rings, index)
  })
  firstPiece[geometries.length] = layout.owner.length
  return { ...layout.done(), firstPiece }
}

/** The slab of a piece in which a latitude lies; monotone in the latitude, so that no edge is ever missed. */
export function slabAt(pieces: Pieces, piece: number, lat: number): number {
  const first = pieces.firstSlab[piece]!
  const last = pieces.firstSlab[piece + 1]! - 1
  const slab = first + Math.floor((lat - pieces.south[piece]!) * pieces.slabsPerDegree[piece]!)
  return Math.max(first, Math.min(last, slab))
}

export function boxOf(pieces: Pieces, piece: number): Box {
  const at = piece * 4
  return [pieces.boxes[at]!, pieces.boxes[at + 1]!, pieces.boxes[at + 2]!, pieces.boxes[at + 3]!]
}

/** The piece of the edge that starts at each vertex, -1 where none does. */
export function piecesOfEdges({ count, xy, firstSlab, firstEdge, edges }: Pieces): Int32Array {
  const pieceOf = new Int32Array(xy.length / 2).fill(-1)
  for (let piece = 0; piece < count; piece++) {
    const end = firstEdge[firstSlab[piece + 1]!]!
    for (let i = firstEdge[firstSlab[piece]!]!; i < end; i++) pieceOf[edges[i]!] = piece
  }
  return pieceOf
}

class Layout {
  readonly owner: number[] = []
  private readonly xy = new Growing(Float64Array)
  private readonly edges = new Growing(Uint32Array)
  private readonly firstSlab: number[] = []
  private readonly firstEdge: number[] = []
  private readonly south: number[] = []
  private readonly slabsPerDegree: number[] = []
  private readonly boxes: number[] = []

  add(rings: readonly Position[][], owner: number): void {
    const edges = rings.flatMap((ring) => this.addRing(ring))
    if (edges.length === 0) return
    const box = this.box(edges)
    this.owner.push(owner)
    this.boxes.push(...box)
    this.south.push(box[1])
    this.firstSlab.push(this.firstEdge.length)
    this.slice(edges, box[1], box[3] - box[1])
  }

  done(): Omit<Pieces, 'firstPiece'> {
    return {
      count: this.owner.length,
      xy: this.xy.trimmed(),
      owner: Int32Array.from(this.owner),
      firstSlab: Uint32Array.from([...this.firstSlab, this.firstEdge.length]),
      firstEdge: Uint32Array.from([...this.firstEdge, this.edges.length]),
      edges: this.edges.trimmed(),
      south: Float64Array.from(this.south),
      slabsPerDegree: Float64Array.from(this.slabsPerDegree),
      boxes: Float64Array.from(this.boxes),
    }
  }

  /** Appends the vertices of a ring, closed; answers the vertices at which its edges start. */
  private addRing(ring: readonly Position[]): number[] {
    const clean = ring.filter((at, index) => index === 0 || !same(at, ring[index - 1]!))
    while (clean.length > 1 && same(clean[0]!, clean.at(-1)!)) clean.pop()
    if (clean.length < 3) return []
    const first = this.xy.length / 2
    for (const at of [...clean, clean[0]!]) {
      this.xy.push(at[0]!)
      this.xy.push(at[1]!)
    }
    return clean.map((_, index) => first + index)
  }

  private box(edges: readonly number[]): Box {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const edge of edges) {
      const [x, y] = [this.xy.at(edge * 2), this.xy.at(edge * 2 + 1)]
      west = Math.min(west, x)
      south = Math.min(south, y)
      east = Math.max(east, x)
      north = Math.max(north, y)
    }
    return [west, south, east, north]
  }

  private slice(edges: readonly number[], south: number, height: number): void {
    let slabs = height > 1e-12 ? Math.ceil(edges.length / EDGES_PER_SLAB) : 1
    let ends = this.slabEnds(edges, south, slabs, height)
    while (slabs > 1 && ends.at(-1)! > edges.length * ENTRIES_PER_EDGE) {
      slabs = Math.ceil(slabs / 2)
      ends = this.slabEnds(edges, south, slabs, height)
    }
    const perDegree = slabsPerDegree(slabs, height)
    this.slabsPerDegree.push(perDegree)
    const start = this.edges.reserve(ends.at(-1)!)
    for (const end of [0, ...ends.subarray(0, -1)]) this.firstEdge.push(start + end)
    for (const edge of edges) {
      const high = this.slabOf(edge, Math.max, south, perDegree, slabs)
      for (let slab = this.slabOf(edge, Math.min, south, perDegree, slabs); slab <= high; slab++) {
        this.edges.set(start + --ends[slab]!, edge)
      }
    }
  }

  /** Where each slab's entries would end, counted from the first slab's start. */
  private slabEnds(edges: readonly number[], south: number, slabs: number, height: number): Uint32Array {
    const perDegree = slabsPerDegree(slabs, height)
    const ends = new Uint32Array(slabs)
    for (const edge of edges) {
      const high = this.slabOf(edge, Math.max, south, perDegree, slabs)
      for (let slab = this.slabOf(edge, Math.min, south, perDegree, slabs); slab <= high; slab++) ends[slab]!++
    }
    for (let slab = 1; slab < slabs; slab++) ends[slab]! += ends[slab - 1]!
    return ends
  }

  /** The slab of an edge's lower or upper end, by the same arithmetic as `slabAt`. */
  private slabOf(
    edge: number,
    end: (a: number, b: number) => number,
    south: number,
    perDegree: number,
    slabs: number,
  ): number {
    const lat = end(this.xy.at(edge * 2 + 1), this.xy.at(edge * 2 + 3))
    return Math.min(slabs - 1, Math.floor((lat - south) * perDegree))
  }
}

const slabsPerDegree = (slabs: number, height: number) => (slabs > 1 ? slabs / height : 0)

/** A typed array that grows by doubling. */
class Growing<A extends Float64Array | Uint32Array> {
  length = 0
  private readonly Type: new (
    size: number,
  ) => A
  private values: A

  constructor(Type: new (size: number) => A) {
    this.Type = Type
    this.values = new Type(1024)
  }

  at(index: number): number {
    return this.values[index]!
  }

  set(index: number, value: number): void {
    this.values[index] = value
  }

  push(value: number): void {
    this.set(this.reserve(1), value)
  }

  /** Room for `count` more values; answers the index of the first. */
  reserve(count: number): number {
    const first = this.length
    this.length += count
    if (this.length > this.values.length) {
      const longer = new this.Type(Math.max(this.length, this.values.length * 2))
      longer.set(this.values)
      this.values = longer
    }
    return first
  }

  trimmed(): A {
    return this.values.slice(0, this.length) as A
  }
}

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1]
