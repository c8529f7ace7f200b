import type { Crs } from '../../../geo/crs.ts'
import { PointSample } from '../../../geo/pointSample.ts'
import type { Words } from '../../api/terms.ts'
import type { BoundaryFormat, BoundarySource, TextEncoding } from '../read/source.ts'
import { type Field, Fields } from './fields.ts'
import { declaredOf } from './system.ts'
import { type Outline, Outlines } from './thinned.ts'

/** What a file holds, found by reading it once from end to end; coordinates as the file writes them. */
export interface Scanned {
  kind: 'scanned'
  format: BoundaryFormat
  layers: readonly { name: string; features: number | null }[]
  layer: string | null
  encoding: TextEncoding | null
  declared: Crs | null
  notes: readonly Words[]
  features: number
  fields: Field[]
  /** Features by the type of their geometry; 'null' for none. */
  geometries: Record<string, number>
  /** Some vertices, to judge coordinate systems by. */
  points: [x: number, y: number][]
  outlines: Outline[]
}

/** Reads a file for its preview. @throws Problem of the readers */
export async function scan(
  source: BoundarySource,
  onProgress: (done: number, bytes: number) => void,
): Promise<Scanned> {
  const fields = new Fields()
  const outlines = new Outlines()
  const sample = new PointSample()
  const geometries: Record<string, number> = {}
  let features = 0
  for await (const { properties, geometry, bytesRead } of source.features()) {
    fields.add(properties)
    const type = geometry === null ? 'null' : String(geometry.type)
    geometries[type] = (geometries[type] ?? 0) + 1
    outlines.add(features, geometry)
    sample.addAll(geometry?.coordinates)
    features += 1
    onProgress(features, bytesRead)
  }
  const { format, layers, layer, encoding, notes } = source
  return {
    kind: 'scanned',
    format,
    layers,
    layer,
    encoding,
    declared: declaredOf(source),
    notes,
    features,
    fields: fields.list(),
    geometries,
    points: sample.points(),
    outlines: outlines.list,
  }
}
