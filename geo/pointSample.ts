const KEPT = 512

type Point = [x: number, y: number]

/**
 * A bounded sample of a stream of points: each of the outermost ones (west, south, east, north), and of the others
 * every n-th, n doubling as they grow. Raw x and y of any system; the same points in the same order give the same sample.
 */
export class PointSample {
  private west: Point = [Infinity, 0]
  private south: Point = [0, Infinity]
  private east: Point = [-Infinity, 0]
  private north: Point = [0, -Infinity]
  private readonly kept: Point[] = []
  private step = 1
  private seen = 0

  add(x: number, y: number): void {
    if (x < this.west[0]) this.west = [x, y]
    if (y < this.south[1]) this.south = [x, y]
    if (x > this.east[0]) this.east = [x, y]
    if (y > this.north[1]) this.north = [x, y]
    if (this.seen++ % this.step !== 0) return
    this.kept.push([x, y])
    if (this.kept.length < KEPT) return
    this.step *= 2
    const half = this.kept.filter((_, n) => n % 2 === 0)
    this.kept.splice(0, this.kept.length, ...half)
  }

  /** All points of a GeoJSON geometry's `coordinates`, however deep; what is no pair of numbers is passed over. */
  addAll(coordinates: unknown): void {
    if (!Array.isArray(coordinates)) return
    if (typeof coordinates[0] !== 'number') for (const inner of coordinates) this.addAll(inner)
    else if (typeof coordinates[1] === 'number') this.add(coordinates[0], coordinates[1])
  }

  points(): Point[] {
    const outermost = [this.west, this.south, this.east, this.north]
    return [...outermost.filter((point) => point.every(Number.isFinite)), ...this.kept]
  }
}
