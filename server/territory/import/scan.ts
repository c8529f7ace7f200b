import type { Crs } from '../../../geo/crs.ts'
import { isStorable, textOf } from '../../../geo/gridcode/naming.ts'
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
  /** What the first features say, of each what can be a code or a name. */
  rows: Record<string, string | number>[]
  /** Features by the type of their geometry; 'null' for none. */
  geometries: Record<string, number>
  /** Some vertices, to judge coordinate systems by. */
  points: [x: number, y: number][]
  outlines: Outline[]
}

const ROWS = 5

const plainOf = (properties: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]): [string, string | number][] =>
      textOf(value) === undefined || !isStorable(name) ? [] : [[name, value as string | number]],
    ),
  )

/** Reads a file for its preview. @throws Problem of the readers */
export async function scan(
  source: BoundarySource,
  onProgress: (done: number, bytes: number) => void,
): Promise<Scanned> {
  const fields = new Fields()
  const outlines = new Outlines()
  const sample = new PointSample()
  const geometries: Record<string, number> = {}
  const rows: Scanned['rows'] = []
  let features = 0
  for await (const { properties, geometry, bytesRead } of source.features()) {
    fields.add(properties)
    if (rows.length < ROWS) rows.push(plainOf(properties))
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
    rows,
    geometries,
    points: sample.points(),
    outlines: outlines.list,
  }
}
