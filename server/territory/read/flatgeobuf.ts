import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { parse } from 'node:path'
import { Readable } from 'node:stream'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import { calcTreeSize } from 'flatgeobuf/lib/mjs/packedrtree.js'
import { crsOfNumber } from './crsName.ts'
import { proveFeature, proveHeader } from './flatBuffer.ts'
import { rawFeature } from './geojson.ts'
import { asUnreadable, type FilePlace, unreadable } from './refusal.ts'
import type { BoundarySource, DeclaredCrs, RawFeature } from './source.ts'

const MAGIC_BYTES = 8
const LIMIT_HEADER_BYTES = 16 * 1024 * 1024
const LIMIT_FEATURE_BYTES = 256 * 1024 * 1024

/**
 * A FlatGeobuf. Its frame (header, index, the length before each feature) is walked before it is read: the library
 * takes a cut-off feature for one of zeros, and loops over damaged counts.
 * @throws Problem unreadable-file
 */
export async function openFlatGeobuf(path: string, file: string): Promise<BoundarySource> {
  const place = { file }
  const header = await headerOf(path, place)
  const { features: count, size } = await walked(path, header, place)
  const layer = header.title ?? parse(file).name
  return {
    format: 'flatgeobuf',
    layers: [{ name: layer, features: count }],
    layer,
    declared: declaredOf(header),
    encoding: { name: 'utf-8', by: 'format' },
    notes: [],
    totalBytes: size,
    features: () => features(path, place),
    close: async () => {},
  }
}

async function headerOf(path: string, place: FilePlace): Promise<HeaderMeta> {
  await using file = await open(path)
  const length = await uint32At(file, MAGIC_BYTES)
  const { size } = await file.stat()
  if (length === null || length > LIMIT_HEADER_BYTES || MAGIC_BYTES + 4 + length > size) {
    throw unreadable(place, 'a header of a FlatGeobuf', `one of ${length} bytes in a file of ${size}`)
  }
  const { buffer } = await file.read(Buffer.alloc(MAGIC_BYTES + 4 + length), 0, MAGIC_BYTES + 4 + length, 0)
  let header: HeaderMeta | undefined
  const headerMetaFn = (meta: HeaderMeta) => {
    // The library would look for the end of such an index for ever.
    if (meta.indexNodeSize > 0 && meta.featuresCount < 1) throw new RangeError('an index of no features')
    header = meta
  }
  try {
    proveHeader(buffer.subarray(MAGIC_BYTES + 4))
    const only = deserialize(new Uint8Array(buffer), { headerMetaFn })
    await only.next()
  } catch (error) {
    if (header === undefined) throw asUnreadable(error, place, 'a sound header of a FlatGeobuf')
  }
  return header!
}

async function walked(path: string, header: HeaderMeta, place: FilePlace): Promise<{ features: number; size: number }> {
  await using file = await open(path)
  const { size } = await file.stat()
  const { indexNodeSize, featuresCount } = header
  let at = MAGIC_BYTES + 4 + (await uint32At(file, MAGIC_BYTES))!
  if (indexNodeSize > 0) at += calcTreeSize(featuresCount, indexNodeSize)
  let feature = 0
  for (; at < size; feature++) {
    const length = await uint32At(file, at)
    if (length === null || length < 8 || length > LIMIT_FEATURE_BYTES || at + 4 + length > size) {
      throw unreadable({ ...place, feature }, `a feature that fits into the file`, `${length} bytes: it is cut off`)
    }
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, at + 4)
    try {
      proveFeature(buffer)
    } catch (error) {
      throw asUnreadable(error, { ...place, feature }, 'a sound feature of a FlatGeobuf')
    }
    at += 4 + length
  }
  if (at !== size || (featuresCount > 0 && featuresCount !== feature)) {
    throw unreadable(place, `${featuresCount} features, as the header says`, `${feature}: it is cut off`)
  }
  return { features: feature, size }
}

async function uint32At(file: FileHandle, at: number): Promise<number | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, at)
  return bytesRead < 4 ? null : buffer.readUInt32LE(0)
}

function declaredOf({ crs }: HeaderMeta): DeclaredCrs | null {
  if (crs === null) return null
  if (crs.code > 0 && (crs.org ?? 'EPSG').toUpperCase() === 'EPSG') return crsOfNumber(crs.code, crs.wkt ?? '')
  return crs.wkt ? { prj: crs.wkt } : null
}

async function* features(path: string, place: FilePlace): AsyncGenerator<RawFeature> {
  const file = createReadStream(path)
  let n = 0
  try {
    for await (const feature of deserialize(Readable.toWeb(file) as ReadableStream<Uint8Array>)) {
      const { type, geometry, properties } = feature
      yield rawFeature({ type, geometry, properties }, { ...place, feature: n++ }, file.bytesRead)
    }
  } catch (error) {
    throw asUnreadable(error, { ...place, feature: n }, 'a sound FlatGeobuf')
  } finally {
    file.destroy()
  }
}
