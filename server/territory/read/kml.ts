import { stat } from 'node:fs/promises'
import { parse } from 'node:path'
import { KmlFeatures } from './kmlFeatures.ts'
import { chosenLayer, unchosen } from './layer.ts'
import type { BoundarySource, RawFeature } from './source.ts'
import { textEncoding, textPieces } from './text.ts'

/**
 * A KML: its folders are the layers, WGS84 by its standard. It is read once to find them, and again for the features.
 * @throws Problem unreadable-file, unknown-format (other XML), invalid-input (no such layer)
 */
export async function openKml(
  path: string,
  file: string,
  asked: { layer?: string | undefined; encoding?: string | undefined },
): Promise<BoundarySource> {
  const encoding = await textEncoding(path, asked.encoding, { file })
  const counts = new Map<string, number>()
  for await (const { layer } of marks(path, encoding.name, file)) counts.set(layer, (counts.get(layer) ?? 0) + 1)
  if (counts.size === 0) counts.set(parse(file).name, 0)
  const layers = [...counts].map(([name, features]) => ({ name, features }))
  const layer = chosenLayer(layers, asked.layer)
  return {
    format: 'kml',
    layers,
    layer,
    declared: 'wgs84',
    encoding,
    notes: [],
    totalBytes: (await stat(path)).size,
    features: () => (layer === null ? unchosen(layers) : features(path, encoding.name, file, layer)),
    close: async () => {},
  }
}

async function* features(path: string, encoding: string, file: string, wanted: string): AsyncGenerator<RawFeature> {
  for await (const { layer, properties, geometry, bytesRead } of marks(path, encoding, file)) {
    if (layer === wanted) yield { properties, geometry, bytesRead }
  }
}

/** Every Placemark with its layer; what stands in no named folder is in the layer that bears the file's name. */
async function* marks(path: string, encoding: string, file: string) {
  const reader = new KmlFeatures({ file })
  for await (const { text, bytesRead } of textPieces(path, encoding)) {
    for (const mark of reader.take(text)) yield { ...mark, layer: mark.layer || parse(file).name, bytesRead }
  }
  reader.end()
}
