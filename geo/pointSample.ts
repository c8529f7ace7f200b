const KEPT = 512

/**
 * A bounded sample of a stream of points: each of the outermost ones (west, south, east, north), and of the others
 * every n-th, n doubling as they grow. Raw x and y of any system; the same points in the same order give the same sample.
 */
export class PointSample {
  private readonly outermost: ([x: number, y: number] | undefined)[] = [undefined, undefined, undefined, undefined]
  private readonly kept: [x: number, y: number][] = []
  private step = 1
  private seen = 0

  add(x: number, y: number): void {
    const values = [x, y, -x, -y]
    for (const [side, value] of values.entries()) {
      const best = this.outermost[side]
      if (best === undefined || value < [best[0], best[1], -best[0], -best[1]][side]!) this.outermost[side] = [x, y]
    }
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

  points(): [x: number, y: number][] {
    return [...this.outermost.filter((point) => point !== undefined), ...this.kept]
  }
}
