import { MOST_CANDIDATES, MOST_PLAIN_EDGES } from './blocks.ts'
import { CellEdge, TOP } from './cellEdge.ts'
import { NO_OTHER } from './cellEdges.ts'
import type { Growing } from './growing.ts'

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
  readonly pieces = new Int32Array(MOST_CANDIDATES)
  pieceCount = 0
  /** Of every piece its bit among the candidates. */
  private readonly places = new Int32Array(MOST_CANDIDATES)
  private readonly edge = new CellEdge()

  begin(): void {
    this.count = 0
    this.pieceCount = 0
  }

  /**
   * The next edge of a piece, and of another or NO_OTHER: x, y, x, y of `ends` from `at` on, times `scale` and counted
   * from the cell's corner in local units, unrounded. Answers false when more pieces come than are taken.
   */
  add(
    piece: number,
    other: number,
    ends: Float64Array,
    at: number,
    scale: number,
    west: number,
    south: number,
  ): boolean {
    const { edge } = this
    if (!edge.clip(ends, at, scale, west, south)) return true
    let bits = this.bitOf(piece)
    if (bits === 0) return false
    if (other !== NO_OTHER) {
      const more = this.bitOf(other)
      if (more === 0) return false
      bits ^= more
    }
    const { start, end, fromWest, backwards } = edge
    if (backwards) {
      this.toggle(end, start, bits)
      if (fromWest) this.toggle(start, TOP, bits)
    } else {
      if (fromWest) this.toggle(TOP, start, bits)
      this.toggle(start, end, bits)
    }
    return true
  }

  /** Whether there is one border alone, of all pieces alike, that a plain block takes. */
  isPlain(): boolean {
    const { from, to, bits, count } = this
    if (count === 0 || count > MOST_PLAIN_EDGES) return false
    const all = (1 << this.pieceCount) - 1
    for (let i = 0; i < count; i++) if (bits[i] !== all || (i > 0 && from[i] !== to[i - 1])) return false
    return true
  }

  /** Writes the vertices of the one border. */
  writePlain(words: Int32Array, at: number): void {
    words[at] = this.from[0]!
    for (let i = 0; i < this.count; i++) words[at + 1 + i] = this.to[i]!
  }

  /** Writes all edges as chains, their pieces as bits in the order of `candidates`; answers the number of chains. */
  write(words: Growing<Int32Array>, candidates: Int32Array, counted: number): number {
    const { places, pieces, from, to, bits, count } = this
    for (let i = 0; i < this.pieceCount; i++) {
      let place = 0
      while (candidates[place] !== pieces[i]) place++
      places[i] = 1 << place
    }
    let chains = 0
    let at = words.reserve(3 * count)
    const { values } = words
    for (let edge = 0; edge < count; ) {
      const head = at
      const ours = bits[edge]!
      let last = from[edge]!
      values[head + 1] = last
      at += 2
      for (; edge < count && bits[edge] === ours && from[edge] === last; edge++) {
        last = to[edge]!
        values[at++] = last
      }
      values[head] = ((this.maskOf(ours) & counted) << 16) | (at - head - 1)
      chains++
    }
    words.length = at
    return chains
  }

  private maskOf(bits: number): number {
    let mask = 0
    for (let rest = bits; rest !== 0; rest &= rest - 1) mask |= this.places[31 - Math.clz32(rest & -rest)]!
    return mask
  }

  has(piece: number): boolean {
    for (let i = 0; i < this.pieceCount; i++) if (this.pieces[i] === piece) return true
    return false
  }

  /** The bit of a piece, 0 where it has none and no more are to be had. */
  private bitOf(piece: number): number {
    const { pieces, pieceCount } = this
    for (let i = pieceCount - 1; i >= 0; i--) if (pieces[i] === piece) return 1 << i
    if (pieceCount === MOST_CANDIDATES) return 0
    pieces[pieceCount] = piece
    this.pieceCount++
    return 1 << pieceCount
  }

  /** Adds an edge, or its pieces to the same edge of others. */
  private toggle(a: number, b: number, bit: number): void {
    const { from, to, bits, count } = this
    for (let i = count - 1; i >= 0; i--) {
      if ((from[i] === b && to[i] === a) || (from[i] === a && to[i] === b)) {
        bits[i]! ^= bit
        return
      }
    }
    if (count === from.length) this.grow()
    this.from[count] = a
    this.to[count] = b
    this.bits[count] = bit
    this.count++
  }

  /**
   * Leaves out edges without length where another ends in them, and what two pieces have in common on the west wall;
   * then brings a border that began inside the cell, as rings must begin somewhere, into one stretch.
   */
  tidy(): void {
    const { from, to, bits } = this
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      const a = from[i]!
      const b = to[i]!
      if (bits[i] === 0 && a >> 16 === 0 && b >> 16 === 0) continue
      if (a === b && this.touches(a)) continue
      from[kept] = a
      to[kept] = b
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
    for (const values of [from, to, bits]) {
      const last = values.slice(cut, count)
      values.copyWithin(count - cut, 0, cut)
      values.set(last)
    }
  }

  private touches(vertex: number): boolean {
    const { from, to, count } = this
    for (let i = 0; i < count; i++) if ((from[i] === vertex || to[i] === vertex) && from[i] !== to[i]) return true
    return false
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
