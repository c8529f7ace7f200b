import { MOST_CANDIDATES, WALL } from './blocks.ts'
import { LOCAL_SIZE } from './cells.ts'
import type { Growing } from './growing.ts'

const LOW = -WALL
const HIGH = LOCAL_SIZE + WALL
/** The local vertex on the west wall above every point. */
const TOP = LOCAL_SIZE + 2 * WALL + 1

/**
 * The borders of pieces inside one cell as local edges, each kept once with the pieces whose border it is, a bit each.
 * What lies outside the walls is left out: only west of the cell would it be crossed, so a border that leaves there
 * goes on along the west wall to the top, and what remains is the same for all points of the cell.
 */
export class CellBorders {
  /** Number of edges; their ends; their pieces as bits, in the order of `pieces`. */
  count = 0
  private from = new Int32Array(64)
  private to = new Int32Array(64)
  private bits = new Int32Array(64)
  /** The pieces whose border runs here, in the order in which they came. */
  pieces: number[] = []
  /** The last clipped edge: its west end, its east end, and whether it comes through the west wall. */
  private start = 0
  private end = 0
  private fromWest = false

  begin(): void {
    this.count = 0
    this.pieces.length = 0
  }

  /** The next edge of a piece, ends in local units, unrounded. Answers false when more pieces come than are taken. */
  add(piece: number, ax: number, ay: number, bx: number, by: number): boolean {
    // Clipped in one direction, so that both neighbours find the same ends.
    const backwards = ax > bx || (ax === bx && ay > by)
    if (!(backwards ? this.clip(bx, by, ax, ay) : this.clip(ax, ay, bx, by))) return true
    const bit = this.bitOf(piece)
    if (bit === 0) return false
    if (!backwards && this.fromWest) this.toggle(TOP, this.start, bit)
    if (backwards) this.toggle(this.end, this.start, bit)
    else this.toggle(this.start, this.end, bit)
    if (backwards && this.fromWest) this.toggle(this.start, TOP, bit)
    return true
  }

  /** Writes all edges as chains, their pieces as bits in the order of `candidates`; answers the number of chains. */
  write(words: Growing<Int32Array>, candidates: readonly number[]): number {
    this.tidy()
    const places = this.pieces.map((piece) => 1 << candidates.indexOf(piece))
    let chains = 0
    for (let edge = 0; edge < this.count; ) {
      const bits = this.bits[edge]!
      const head = words.reserve(2)
      words.values[head + 1] = this.from[edge]!
      let last = this.from[edge]!
      for (; edge < this.count && this.bits[edge] === bits && this.from[edge] === last; edge++) {
        last = this.to[edge]!
        words.push(last)
      }
      let mask = 0
      for (let i = 0; i < places.length; i++) if (((bits >> i) & 1) === 1) mask ^= places[i]!
      words.values[head] = (mask << 16) | (words.length - head - 1)
      chains++
    }
    return chains
  }

  /** The bit of a piece, 0 where it has none and no more are to be had. */
  private bitOf(piece: number): number {
    const { pieces } = this
    const last = pieces.length - 1
    const at = pieces[last] === piece ? last : pieces.indexOf(piece)
    if (at < 0 && pieces.length === MOST_CANDIDATES) return 0
    return 1 << (at < 0 ? pieces.push(piece) - 1 : at)
  }

  /** Adds an edge, or its piece to the same edge of another. */
  private toggle(from: number, to: number, bit: number): void {
    for (let i = this.count - 1; i >= 0; i--) {
      if ((this.from[i] === to && this.to[i] === from) || (this.from[i] === from && this.to[i] === to)) {
        this.bits[i]! ^= bit
        return
      }
    }
    if (this.count === this.from.length) this.grow()
    this.from[this.count] = from
    this.to[this.count] = to
    this.bits[this.count++] = bit
  }

  /**
   * Leaves out edges without length where another ends in them, and what two pieces have in common on the west wall;
   * then brings a border that began inside the cell, as rings must begin somewhere, into one stretch.
   */
  private tidy(): void {
    const { from, to, bits } = this
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      const point = from[i] === to[i]
      if (bits[i] === 0 && from[i]! >> 16 === 0 && to[i]! >> 16 === 0) continue
      if (point && this.touches(from[i]!)) continue
      from[kept] = from[i]!
      to[kept] = to[i]!
      bits[kept++] = bits[i]!
    }
    this.count = kept
    if (kept > 1 && to[kept - 1] === from[0] && bits[kept - 1] === bits[0]) this.rotate()
  }

  /** Puts the last stretch of edges, which ends where the first begins, before it. */
  private rotate(): void {
    const { from, to, bits, count } = this
    let cut = count - 1
    while (cut > 0 && from[cut] === to[cut - 1] && bits[cut] === bits[cut - 1]) cut--
    if (cut === 0) return
    for (const values of [from, to, bits]) values.set([...values.subarray(cut, count), ...values.subarray(0, cut)])
  }

  private touches(vertex: number): boolean {
    const { from, to, count } = this
    for (let i = 0; i < count; i++) if ((from[i] === vertex || to[i] === vertex) && from[i] !== to[i]) return true
    return false
  }

  private clip(ax: number, ay: number, bx: number, by: number): boolean {
    if (bx < LOW || ax > HIGH || (ay < LOW && by < LOW) || (ay > HIGH && by > HIGH)) return false
    this.fromWest = false
    if (ax >= LOW && bx <= HIGH && ay >= LOW && by >= LOW && ay <= HIGH && by <= HIGH) {
      this.start = at(ax, ay)
      this.end = at(bx, by)
      return true
    }
    const dx = bx - ax
    const dy = by - ay
    let start = 0
    let end = 1
    if (ax < LOW) {
      start = (LOW - ax) / dx
      this.fromWest = true
    }
    if (bx > HIGH) end = (HIGH - ax) / dx
    if (dy !== 0 && (ay < LOW || by < LOW || ay > HIGH || by > HIGH)) {
      const south = (LOW - ay) / dy
      const north = (HIGH - ay) / dy
      const comes = Math.min(south, north)
      if (comes > start) {
        start = comes
        this.fromWest = false
      }
      end = Math.min(end, Math.max(south, north))
    }
    if (start > end) return false
    this.start = start === 0 ? at(ax, ay) : at(ax + start * dx, ay + start * dy)
    this.end = end === 1 ? at(bx, by) : at(ax + end * dx, ay + end * dy)
    return true
  }

  private grow(): void {
    const longer = (values: Int32Array<ArrayBuffer>) => {
      const more = new Int32Array(values.length * 2)
      more.set(values)
      return more
    }
    this.from = longer(this.from)
    this.to = longer(this.to)
    this.bits = longer(this.bits)
  }
}

/** A local vertex, rounded down like the points, counted from the walls. */
const at = (x: number, y: number) => (rounded(x) << 16) | rounded(y)
const rounded = (value: number) => Math.floor(Math.max(LOW, Math.min(HIGH, value))) + WALL
