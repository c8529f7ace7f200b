import type { RawFeature, RawGeometry } from '../read/source.ts'
import { outerRings } from './thinned.ts'

const MOST = 512

/** Some vertices of a file, spread evenly over its features, in the file's own coordinates. */
export class PointSample {
  points: [x: number, y: number][] = []
  #every = 1
  #seen = 0

  add(geometry: RawGeometry | null): void {
    if (this.#seen++ % this.#every !== 0) return
    const [ring] = outerRings(geometry)
    if (ring === undefined) return
    this.points.push(ring[0]!, ring[Math.floor(ring.length / 2)]!)
    if (this.points.length <= MOST) return
    this.#every *= 2
    this.points = this.points.filter((_, n) => n % 4 < 2)
  }
}

/** Takes a sample of features as they pass. */
export async function* sampled(features: AsyncIterable<RawFeature>, sample: PointSample): AsyncGenerator<RawFeature> {
  for await (const feature of features) {
    sample.add(feature.geometry)
    yield feature
  }
}
