import type { MultiPolygon, Polygon, Position } from 'geojson'

const POLYGON = 3
const MULTI_POLYGON = 6

/**
 * Well-known binary (OGC 06-103r4, 8.2), little endian, two dimensions: every coordinate comes back bit for bit.
 * Heights are left out.
 */
export function toWkb(geometry: Polygon | MultiPolygon): Uint8Array {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const single = geometry.type === 'Polygon'
  const bytes = new Uint8Array((single ? 0 : 9) + polygons.reduce((sum, rings) => sum + polygonSize(rings), 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  const head = (type: number, count: number) => {
    view.setUint8(at, 1)
    view.setUint32(at + 1, type, true)
    view.setUint32(at + 5, count, true)
    at += 9
  }
  if (!single) head(MULTI_POLYGON, polygons.length)
  for (const rings of polygons) {
    head(POLYGON, rings.length)
    for (const ring of rings) {
      view.setUint32(at, ring.length, true)
      at += 4
      for (const position of ring) {
        view.setFloat64(at, position[0]!, true)
        view.setFloat64(at + 8, position[1]!, true)
        at += 16
      }
    }
  }
  return bytes
}

const polygonSize = (rings: readonly Position[][]) => 9 + rings.reduce((sum, ring) => sum + 4 + ring.length * 16, 0)

/**
 * Reads a two-dimensional Polygon or MultiPolygon of either byte order (a Buffer of PostgreSQL will do).
 * @throws RangeError for any other type, truncated bytes, and bytes after the end.
 */
export function fromWkb(bytes: Uint8Array): Polygon | MultiPolygon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reader = { view, at: 0, little: true }
  const type = readType(reader)
  if (type !== POLYGON && type !== MULTI_POLYGON) {
    throw new RangeError(`expected the WKB of a Polygon or MultiPolygon, got type ${type}`)
  }
  const geometry: Polygon | MultiPolygon =
    type === POLYGON
      ? { type: 'Polygon', coordinates: readRings(reader) }
      : { type: 'MultiPolygon', coordinates: repeat(reader, 9, () => readMember(reader)) }
  if (reader.at !== bytes.byteLength) throw new RangeError(`${bytes.byteLength - reader.at} bytes after the end of WKB`)
  return geometry
}

/** Any geometry as WKB has it, heights and measures left out. */
export interface AnyGeometry {
  type: string
  coordinates?: unknown
  geometries?: AnyGeometry[]
}

/**
 * Reads WKB of any type without arcs, ISO (type + 1000, 2000, 3000) or extended (flags), with Z and M or without.
 * Curves and surfaces (OGC 06-103r4, table 7) that are made of straight lines only come out as lines and polygons.
 * @throws ArcError for arcs and bodies; RangeError for truncated bytes and too deep a nesting.
 */
export function anyFromWkb(bytes: Uint8Array): AnyGeometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return readAny({ view, at: 0, little: true }, 0)
}

const TYPES = [
  '',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'Curve',
  'Surface',
  'PolyhedralSurface',
  'TIN',
  'Triangle',
] as const

/** Made of parts, each with a head of its own, which come out as the members of a plain type. */
const MADE_OF = {
  MultiPoint: { type: 'MultiPoint', part: 'Point' },
  MultiLineString: { type: 'MultiLineString', part: 'LineString' },
  MultiPolygon: { type: 'MultiPolygon', part: 'Polygon' },
  CurvePolygon: { type: 'Polygon', part: 'LineString' },
  MultiCurve: { type: 'MultiLineString', part: 'LineString' },
  MultiSurface: { type: 'MultiPolygon', part: 'Polygon' },
} as const

/** A geometry that is not made of straight lines in a plane. */
export class ArcError extends RangeError {
  readonly type: string

  constructor(type: string) {
    super(`expected straight lines and polygons, got a ${type}`)
    this.type = type
  }
}

const MAX_DEPTH = 32

function readAny(reader: Reader, depth: number): AnyGeometry {
  const code = readType(reader)
  if (code & EWKB_SRID) reader.at += 4
  const plain = code & 0x0fffffff
  const type = TYPES[plain % 1000]
  if (type === undefined || type === '' || plain >= 4000 || depth > MAX_DEPTH) {
    throw new RangeError(`expected the WKB of a point, line, polygon or a collection of them, got type ${plain}`)
  }
  const iso = Math.floor(plain / 1000)
  const extra = (code & EWKB_Z || iso % 2 === 1 ? 1 : 0) + (code & EWKB_M || iso > 1 ? 1 : 0)
  const size = 16 + extra * 8
  const at = () => {
    const [x, y] = position(reader)
    reader.at += extra * 8
    return [x, y]
  }
  const line = () => repeat(reader, size, at)
  if (type === 'Point') return { type, coordinates: at() }
  if (type === 'LineString') return { type, coordinates: line() }
  if (type === 'Polygon') return { type, coordinates: repeat(reader, 4, line) }
  const members = () => repeat(reader, 5, () => readAny(reader, depth + 1))
  if (type === 'GeometryCollection') return { type, geometries: members() }
  if (type === 'CompoundCurve')
    return { type: 'LineString', coordinates: joined(coordinatesOf(members(), 'LineString')) }
  if (!(type in MADE_OF)) throw new ArcError(type)
  const whole = MADE_OF[type as keyof typeof MADE_OF]
  return { type: whole.type, coordinates: coordinatesOf(members(), whole.part) }
}

const coordinatesOf = (members: readonly AnyGeometry[], part: string): unknown[] =>
  members.map(({ type, coordinates }) => {
    if (type !== part) throw new RangeError(`expected a ${part} as a part, got a ${type}`)
    return coordinates
  })

/** Lines that begin where the one before ends, as one. */
const joined = (lines: readonly unknown[]): Position[] =>
  (lines as Position[][]).flatMap((line, n) => (n === 0 ? line : line.slice(1)))

const EWKB_Z = 0x80000000
const EWKB_M = 0x40000000
const EWKB_SRID = 0x20000000

interface Reader {
  view: DataView
  at: number
  little: boolean
}

function readType(reader: Reader): number {
  const order = reader.view.getUint8(reader.at)
  if (order > 1) throw new RangeError(`expected the WKB byte order 0 or 1, got ${order}`)
  reader.little = order === 1
  reader.at += 5
  return reader.view.getUint32(reader.at - 4, reader.little)
}

function readMember(reader: Reader): Position[][] {
  const type = readType(reader)
  if (type !== POLYGON) throw new RangeError(`expected a Polygon inside a MultiPolygon, got type ${type}`)
  return readRings(reader)
}

const readRings = (reader: Reader): Position[][] => repeat(reader, 4, () => repeat(reader, 16, () => position(reader)))

function position(reader: Reader): Position {
  reader.at += 16
  const { view, at, little } = reader
  return [view.getFloat64(at - 16, little), view.getFloat64(at - 8, little)]
}

/** Reads a count and that many things of at least `size` bytes; a count that cannot fit is refused at once. */
function repeat<T>(reader: Reader, size: number, read: () => T): T[] {
  const count = reader.view.getUint32(reader.at, reader.little)
  reader.at += 4
  if (count * size > reader.view.byteLength - reader.at) throw new RangeError(`WKB ends before its ${count} parts`)
  return Array.from({ length: count }, read)
}
