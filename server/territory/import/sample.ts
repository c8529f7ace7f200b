import type { PointSample } from '../../../geo/pointSample.ts'
import type { RawFeature } from '../read/source.ts'

/** Takes a sample of the vertices of features as they pass, in the file's own coordinates. */
export async function* sampled(features: AsyncIterable<RawFeature>, sample: PointSample): AsyncGenerator<RawFeature> {
  for await (const feature of features) {
    sample.addAll(feature.geometry?.coordinates)
    yield feature
  }
}
