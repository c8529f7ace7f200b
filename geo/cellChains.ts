import { LOCAL_SIZE, WALL } from './cells.ts'

const LOW = -WALL
const HIGH = LOCAL_SIZE + WALL
/** Above every local point. */
const TOP = LOCAL_SIZE + 2 * WALL + 1

interface Chain {
  pieces: number[]
  vertices: number[]
}

/**
 * The borders of pieces inside one cell as chains of local vertices. What lies outside the walls is left out: only west
 * of the cell would it be crossed, so a chain that ends at the west wall goes on along it to the top, and what remains
 * is the same for all points of the cell. Chains that several pieces share are kept once.
 */
export class CellChains {
  chains: Chain[] = []
  private open: number[] = []
  private piece = -1
  private next = -1
  /** The last clipped edge: its ends, and the sides through which it comes and goes. */
  private from = 0
  private to = 0
  private entry: Through = 'none'
  private exit: Through = 'none'

  begin(): void {
    this.chains = []
    this.open = []
    this.next = -1
  }

  /** The next edge, ends in local units, unrounded; edges of a ring come in their order. */
  add(piece: number, edge: number, ax: number, ay: number, bx: number, by: number): void {
    if (!this.clip(ax, ay, bx, by)) return
    if (edge !== this.next || piece !== this.piece || this.entry !== 'none') {
      this.end()
      this.piece = piece
      if (this.entry === 'west') this.push(pack(0, TOP))
      this.push(this.from)
    }
    this.push(this.to)
    this.next = this.exit === 'none' ? edge + 1 : -1
    if (this.exit === 'west') this.push(pack(0, TOP))
  }

  /** Closes the last chain. */
  end(): void {
    const vertices = this.open
    if (vertices.length === 0) return
    this.open = []
    if (vertices.length === 1) vertices.push(vertices[0]!)
    const twin = this.chains.find((chain) => equal(chain.vertices, vertices))
    if (twin === undefined) this.chains.push({ pieces: [this.piece], vertices })
    else twin.pieces.push(this.piece)
  }

  /** The pieces of all chains, lowest first. */
  pieces(): number[] {
    const pieces: number[] = []
    for (const chain of this.chains) for (const piece of chain.pieces) if (!pieces.includes(piece)) pieces.push(piece)
    return pieces.sort((a, b) => a - b)
  }

  private push(vertex: number): void {
    if (this.open.at(-1) !== vertex) this.open.push(vertex)
  }

  /** Clips an edge to the walls. It is done in one direction, so that both neighbours find the same ends. */
  private clip(ax: number, ay: number, bx: number, by: number): boolean {
    if (ax > bx || (ax === bx && ay > by)) {
      if (!this.clip(bx, by, ax, ay)) return false
      ;[this.from, this.to, this.entry, this.exit] = [this.to, this.from, this.exit, this.entry]
      return true
    }
    const dx = bx - ax
    const dy = by - ay
    let start = 0
    let end = 1
    this.entry = 'none'
    this.exit = 'none'
    if (bx < LOW || ax > HIGH || Math.max(ay, by) < LOW || Math.min(ay, by) > HIGH) return false
    if (ax < LOW) {
      start = (LOW - ax) / dx
      this.entry = 'west'
    }
    if (bx > HIGH) {
      end = (HIGH - ax) / dx
      this.exit = 'other'
    }
    if (dy !== 0) {
      const south = (LOW - ay) / dy
      const north = (HIGH - ay) / dy
      const comes = Math.min(south, north)
      const goes = Math.max(south, north)
      if (comes > start) {
        start = comes
        this.entry = 'other'
      }
      if (goes < end) {
        end = goes
        this.exit = 'other'
      }
    }
    if (start > end) return false
    this.from = this.entry === 'none' ? at(ax, ay) : at(ax + start * dx, ay + start * dy)
    this.to = this.exit === 'none' ? at(bx, by) : at(ax + end * dx, ay + end * dy)
    return true
  }
}

type Through = 'none' | 'west' | 'other'

const pack = (x: number, y: number) => (x << 16) | y

/** A local vertex, rounded down like the points, counted from the walls. */
const at = (x: number, y: number) => pack(rounded(x), rounded(y))
const rounded = (value: number) => Math.floor(Math.max(LOW, Math.min(HIGH, value))) + WALL

function equal(a: readonly number[], b: readonly number[]): boolean {
  const last = a.length - 1
  if (b.length !== a.length) return false
  return a.every((vertex, i) => vertex === b[i]) || a.every((vertex, i) => vertex === b[last - i])
}
