import type { Position } from 'geojson'
import { ByteStream } from './byteStream.ts'
import { type FilePlace, unreadable } from './refusal.ts'
import { polygonOfRings } from './rings.ts'
import type { RawGeometry } from './source.ts'

const HEADER_BYTES = 100
const LIMIT_RECORD_BYTES = 256 * 1024 * 1024
const KINDS: Readonly<Record<number, 'Polygon' | 'LineString' | 'MultiPoint' | 'Point'>> = {
  1: 'Point',
  3: 'LineString',
  5: 'Polygon',
  8: 'MultiPoint',
}

/**
 * The shapes of a `.shp` (ESRI Shapefile Technical Description, 1998) in their order; null shapes are null, the Z and
 * M of their variants (types 11 to 28) are left out.
 * @throws Problem unreadable-file: no shapefile, cut off, records that do not fit, types other than these.
 */
export async function* readShapes(
  source: AsyncIterable<Uint8Array>,
  size: number,
  place: FilePlace,
): AsyncGenerator<{ geometry: RawGeometry | null; bytesRead: number }> {
  const bytes = new ByteStream(source)
  try {
    const header = await bytes.take(HEADER_BYTES)
    if (header.length < HEADER_BYTES || header.readInt32BE(0) !== 9994) {
      throw unreadable(place, 'the header of a .shp', `${header.length} other bytes`)
    }
    const declared = header.readInt32BE(24) * 2
    if (declared > size)
      throw unreadable(place, `a .shp of ${declared} bytes, as its header says`, `${size}: it is cut off`)
    for (let feature = 0; bytes.taken < declared; feature++) {
      const here = { ...place, feature }
      const head = await bytes.take(8)
      const length = head.length < 8 ? -1 : head.readInt32BE(4) * 2
      if (length < 4 || length > LIMIT_RECORD_BYTES)
        throw unreadable(here, 'a record of a .shp', `a length of ${length}`)
      const record = await bytes.take(length)
      if (record.length < length)
        throw unreadable(here, `a record of ${length} bytes`, `${record.length}: it is cut off`)
      yield { geometry: shapeOf(record, here), bytesRead: bytes.taken }
    }
  } finally {
    await bytes.close()
  }
}

/** Number of shapes by the `.shx` or by counting; null where its length says nothing. */
export const shapesByIndex = (shxSize: number): number => Math.max(0, Math.floor((shxSize - HEADER_BYTES) / 8))

function shapeOf(record: Buffer, place: FilePlace): RawGeometry | null {
  const type = record.readInt32LE(0)
  if (type === 0) return null
  const kind = KINDS[type > 10 ? type % 10 : type]
  if (kind === undefined || type > 28) {
    throw unreadable(place, 'a polygon, or another shape of points', `the shape type ${type}`)
  }
  try {
    if (kind === 'Point') return { type: kind, coordinates: pointAt(record, 4) }
    const points = record.readInt32LE(kind === 'MultiPoint' ? 36 : 40)
    if (kind === 'MultiPoint') return { type: kind, coordinates: pointsAt(record, 40, 0, points) }
    const parts = record.readInt32LE(36)
    const first = (part: number) => (part < parts ? record.readInt32LE(44 + part * 4) : points)
    const rings = Array.from({ length: parts }, (_, part) =>
      pointsAt(record, 44 + parts * 4, first(part), first(part + 1)),
    )
    return kind === 'Polygon' ? polygonOfRings(rings) : { type: 'MultiLineString', coordinates: rings }
  } catch (cause) {
    throw unreadable(place, 'a record whose parts and points fit into it', (cause as Error).message, cause)
  }
}

function pointsAt(record: Buffer, start: number, from: number, to: number): Position[] {
  if (from < 0 || to < from || start + to * 16 > record.length) throw new RangeError(`points ${from} to ${to}`)
  return Array.from({ length: to - from }, (_, n) => pointAt(record, start + (from + n) * 16))
}

const pointAt = (record: Buffer, at: number): Position => [record.readDoubleLE(at), record.readDoubleLE(at + 8)]
