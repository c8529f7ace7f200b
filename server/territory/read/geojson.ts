import { open, stat } from 'node:fs/promises'
import { parse } from 'node:path'
import { crsOfName } from './crsName.ts'
import { JsonFeatures } from './jsonFeatures.ts'
import { type FilePlace, unreadable } from './refusal.ts'
import type { BoundarySource, RawFeature, RawGeometry } from './source.ts'
import { textEncoding, textPieces } from './text.ts'

const HEAD_BYTES = 1024 * 1024
const TAIL_BYTES = 64 * 1024

/**
 * GeoJSON of any spelling: a FeatureCollection, one Feature, geometries, or a sequence of them (RFC 8142, one a line).
 * A feature's own `id` appears as the property `id` where there is none of that name.
 */
export async function openGeoJson(
  path: string,
  name: string,
  asked: { encoding?: string | undefined },
): Promise<BoundarySource> {
  const encoding = await textEncoding(path, asked.encoding, { file: name })
  const declared = await declaredCrs(path, encoding.name, name)
  const { size } = await stat(path)
  const layer = parse(name).name
  return {
    format: 'geojson',
    layers: [{ name: layer, features: null }],
    layer,
    declared,
    encoding,
    notes: [],
    totalBytes: size,
    features: () => features(path, encoding.name, declared, { file: name }),
    close: async () => {},
  }
}

async function* features(
  path: string,
  encoding: string,
  declared: string | null,
  place: FilePlace,
): AsyncGenerator<RawFeature> {
  const cut = new JsonFeatures(place)
  let n = 0
  for await (const { text, bytesRead } of textPieces(path, encoding)) {
    for (const feature of cut.take(text)) yield rawFeature(feature, { ...place, feature: n++ }, bytesRead)
  }
  cut.end()
  const system = crsIn(cut.root)
  if (system !== null && system !== declared) {
    throw unreadable(place, `one coordinate system (${declared ?? 'none'} at its head)`, `${system} further on`)
  }
}

/** One GeoJSON Feature as a RawFeature. @throws Problem unreadable-file: members of the wrong kind. */
export function rawFeature(feature: unknown, place: FilePlace, bytesRead: number): RawFeature {
  const { id, properties, geometry } = feature as Record<string, unknown>
  const isPlain = (value: unknown) => value === undefined || (typeof value === 'object' && !Array.isArray(value))
  if (!isPlain(properties)) throw unreadable(place, 'properties that are an object', typeof properties)
  if (!isPlain(geometry)) throw unreadable(place, 'a geometry that is an object', typeof geometry)
  return {
    properties: { ...(id !== undefined && id !== null && { id }), ...(properties as object | null) },
    geometry: (geometry ?? null) as RawGeometry | null,
    bytesRead,
  }
}

/** The `crs` member of GeoJSON before 2016: it stands before the features, or behind them at the end of the file. */
async function declaredCrs(path: string, encoding: string, file: string): Promise<string | null> {
  const cut = new JsonFeatures({ file })
  for await (const { text, bytesRead } of textPieces(path, encoding)) {
    cut.take(text)
    if (cut.inFeatures || bytesRead > HEAD_BYTES) break
  }
  return crsIn(cut.head()) ?? crsIn(await tailOf(path, encoding))
}

/** The members of the root that stand behind its features. */
async function tailOf(path: string, encoding: string): Promise<Record<string, unknown> | undefined> {
  await using file = await open(path)
  const { size } = await file.stat()
  const length = Math.min(size, TAIL_BYTES)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const text = new TextDecoder(encoding).decode(buffer)
  const from = text.lastIndexOf('"crs"')
  try {
    // Only a member of the root is balanced up to the very end of the file.
    return from < 0 ? undefined : JSON.parse(`{${text.slice(from)}`)
  } catch {
    return undefined
  }
}

function crsIn(root: Record<string, unknown> | undefined): string | null {
  const crs = root?.crs as { properties?: { name?: unknown; code?: unknown } | null } | null | undefined
  const { name, code } = crs?.properties ?? {}
  if (typeof name === 'string') return crsOfName(name)
  return typeof code === 'number' ? crsOfName(`EPSG:${code}`) : null
}
