import { readFile, stat } from 'node:fs/promises'
import { feature as unpacked } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'
import { rawFeature } from './geojson.ts'
import { chosenLayer, unchosen } from './layer.ts'
import { asUnreadable, type FilePlace, unreadable } from './refusal.ts'
import type { BoundarySource, RawFeature } from './source.ts'
import { textEncoding } from './text.ts'

/** A topology's arcs belong to all of its features: it is held as a whole, hence this bound. */
export const TOPOJSON_LIMIT_BYTES = 128 * 1024 * 1024

/**
 * A TopoJSON: its objects are the layers.
 * @throws Problem unreadable-file (no TopoJSON, too large), invalid-input (no such layer)
 */
export async function openTopoJson(
  path: string,
  file: string,
  asked: { layer?: string | undefined; encoding?: string | undefined },
): Promise<BoundarySource> {
  const { size } = await stat(path)
  if (size > TOPOJSON_LIMIT_BYTES) {
    throw unreadable({ file }, `a TopoJSON of at most ${TOPOJSON_LIMIT_BYTES} bytes (GeoJSON may be larger)`, `${size}`)
  }
  const encoding = await textEncoding(path, asked.encoding, { file })
  const topology = topologyOf(new TextDecoder(encoding.name).decode(await readFile(path)), { file })
  const layers = Object.entries(topology.objects).map(([name, object]) => ({
    name,
    features: object.type === 'GeometryCollection' ? object.geometries.length : 1,
  }))
  const layer = chosenLayer(layers, asked.layer)
  return {
    format: 'topojson',
    layers,
    layer,
    declared: null,
    encoding,
    notes: [],
    totalBytes: size,
    features: () => (layer === null ? unchosen(layers) : features(topology, layer, size, { file, layer })),
    close: async () => {},
  }
}

function topologyOf(text: string, place: FilePlace): Topology {
  const refused = (got: string, cause?: unknown) => unreadable(place, 'a TopoJSON with arcs and objects', got, cause)
  let topology: Topology
  try {
    topology = JSON.parse(text)
  } catch (cause) {
    throw refused((cause as Error).message, cause)
  }
  const { objects, arcs } = topology
  const isObject = typeof objects === 'object' && objects !== null && !Array.isArray(objects)
  if (!isObject || !Array.isArray(arcs)) throw refused('one without them')
  if (Object.keys(objects).length === 0) throw refused('one without objects')
  const broken = Object.entries(objects).find(([, object]) => !isGeometry(object))
  if (broken !== undefined) throw refused(`the object "${broken[0]}" that is no geometry`)
  return topology
}

function isGeometry(object: unknown): boolean {
  if (typeof object !== 'object' || object === null || !('type' in object)) return false
  return object.type !== 'GeometryCollection' || ('geometries' in object && Array.isArray(object.geometries))
}

async function* features(
  topology: Topology,
  layer: string,
  totalBytes: number,
  place: FilePlace,
): AsyncGenerator<RawFeature> {
  const object = topology.objects[layer] as GeometryObject
  const members = object.type === 'GeometryCollection' ? object.geometries : [object]
  let n = 0
  for (const member of members) {
    const here = { ...place, feature: n++ }
    let feature: unknown
    try {
      feature = unpacked(topology, member)
    } catch (error) {
      throw asUnreadable(error, here, 'arcs that the topology has')
    }
    yield rawFeature(feature, here, Math.round((totalBytes * n) / members.length))
  }
}
