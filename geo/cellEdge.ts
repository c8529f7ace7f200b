import { WALL } from './blocks.ts'
import { LOCAL_SIZE } from './cells.ts'

const LOW = -WALL
const HIGH = LOCAL_SIZE + WALL
/** The local vertex on the west wall above every point. */
export const TOP = LOCAL_SIZE + 2 * WALL + 1

/** One edge inside the walls of one cell; used for one edge after another. */
export class CellEdge {
  /** The local vertices of what is left of it: its west end and its east end. */
  start = 0
  end = 0
  /** Whether it comes through the west wall. */
  fromWest = false
  /** Whether it runs from east to west. */
  backwards = false

  /**
   * Clips x, y, x, y of `ends` from `at` on, times `scale` and counted from the cell's corner in local units, unrounded;
   * always from west to east, so that both neighbours find the same ends. Answers false where nothing is left.
   */
  clip(ends: Float64Array, at: number, scale: number, west: number, south: number): boolean {
    const x0 = ends[at]! * scale - west
    const y0 = ends[at + 1]! * scale - south
    const x1 = ends[at + 2]! * scale - west
    const y1 = ends[at + 3]! * scale - south
    const backwards = x0 > x1 || (x0 === x1 && y0 > y1)
    this.backwards = backwards
    const ax = backwards ? x1 : x0
    const ay = backwards ? y1 : y0
    const bx = backwards ? x0 : x1
    const by = backwards ? y0 : y1
    if (bx < LOW || ax > HIGH || (ay < LOW && by < LOW) || (ay > HIGH && by > HIGH)) return false
    this.fromWest = false
    if (ax >= LOW && bx <= HIGH && ay >= LOW && by >= LOW && ay <= HIGH && by <= HIGH) {
      this.start = vertex(ax, ay)
      this.end = vertex(bx, by)
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
      const low = (LOW - ay) / dy
      const high = (HIGH - ay) / dy
      const comes = Math.min(low, high)
      if (comes > start) {
        start = comes
        this.fromWest = false
      }
      end = Math.min(end, Math.max(low, high))
    }
    if (start > end) return false
    this.start = start === 0 ? vertex(ax, ay) : vertex(ax + start * dx, ay + start * dy)
    this.end = end === 1 ? vertex(bx, by) : vertex(ax + end * dx, ay + end * dy)
    return true
  }
}

/** A local vertex, rounded down like the points, counted from the walls. */
const vertex = (x: number, y: number) => (rounded(x) << 16) | rounded(y)
const rounded = (value: number) => (Math.max(LOW, Math.min(HIGH, value)) + WALL) | 0
