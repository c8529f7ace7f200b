import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import { type Packed, zipOf } from './zipFile.ts'

type Area = Feature<Polygon | MultiPolygon | null>
type Encode = (text: string) => Uint8Array

export interface ShapefileOptions {
  name?: string
  encode?: Encode
  cpg?: string | null
  ldid?: number
  prj?: string | null
  /** Parts left out of the archive. */
  without?: readonly string[]
  /** Bytes of each height and measure written behind the points. */
  z?: boolean
  /** Records of the .dbf left out at its end. */
  rowsShort?: number
}

export const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

const utf8: Encode = (text) => Buffer.from(text, 'utf8')

/** The few Chinese characters of these tests in GBK, which Node decodes but does not encode. */
export const gbk: Encode = (text) => {
  const bytes: number[] = []
  for (const char of text) bytes.push(...(char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : (GBK.get(char) ?? [0x3f])))
  return Uint8Array.from(bytes)
}

const GBK: ReadonlyMap<string, readonly number[]> = (() => {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, readonly number[]>()
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
  return table
})()

/** The files of one shapefile. */
export function shapefileParts(areas: readonly Area[], options: ShapefileOptions = {}): Packed[] {
  const { name = 'areas', encode = utf8, cpg = 'UTF-8', prj = WGS84_PRJ, without = [] } = options
  const { shp, shx } = shapesOf(areas, options.z ?? false)
  const dbf = tableOf(areas.slice(0, areas.length - (options.rowsShort ?? 0)), encode, options.ldid ?? 0)
  const parts: [string, Uint8Array | null][] = [
    ['shp', shp],
    ['shx', shx],
    ['dbf', dbf],
    ['prj', prj === null ? null : utf8(prj)],
    ['cpg', cpg === null ? null : utf8(cpg)],
  ]
  return parts.flatMap(([extension, bytes]) =>
    bytes === null || without.includes(extension) ? [] : [{ name: `${name}.${extension}`, bytes }],
  )
}

export const zippedShapefile = (areas: readonly Area[], options: ShapefileOptions = {}): Buffer =>
  zipOf(shapefileParts(areas, options))

function shapesOf(areas: readonly Area[], z: boolean): { shp: Buffer; shx: Buffer } {
  const records = areas.map(({ geometry }) => recordOf(geometry, z))
  const index = Buffer.alloc(records.length * 8)
  let at = 100
  records.forEach((record, n) => {
    index.writeInt32BE(at / 2, n * 8)
    index.writeInt32BE(record.length / 2, n * 8 + 4)
    at += 8 + record.length
  })
  const framed = records.flatMap((record, n) => {
    const head = Buffer.alloc(8)
    head.writeInt32BE(n + 1, 0)
    head.writeInt32BE(record.length / 2, 4)
    return [head, record]
  })
  return {
    shp: Buffer.concat([shpHeader(at, z ? 15 : 5), ...framed]),
    shx: Buffer.concat([shpHeader(100 + index.length, z ? 15 : 5), index]),
  }
}

function shpHeader(bytes: number, type: number): Buffer {
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE(bytes / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  return header
}

/** The rings as they stand: shells of GeoJSON run the other way, so each ring is turned round. */
function recordOf(geometry: Polygon | MultiPolygon | null, z: boolean): Buffer {
  if (geometry === null) return Buffer.alloc(4)
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const rings = polygons.flat().map((ring) => ring.toReversed())
  const points = rings.flat()
  const head = Buffer.alloc(44 + rings.length * 4)
  head.writeInt32LE(z ? 15 : 5, 0)
  const box = [Math.min, Math.min, Math.max, Math.max].map((pick, n) => pick(...points.map((point) => point[n % 2]!)))
  box.forEach((side, n) => {
    head.writeDoubleLE(side, 4 + n * 8)
  })
  head.writeInt32LE(rings.length, 36)
  head.writeInt32LE(points.length, 40)
  let first = 0
  rings.forEach((ring, n) => {
    head.writeInt32LE(first, 44 + n * 4)
    first += ring.length
  })
  const xy = doubles(points.flatMap(([x, y]: Position) => [x!, y!]))
  const behind = z ? [doubles([0, 9, ...points.map((_, n) => n % 10)]), doubles([0, 9, ...points.map(() => 5)])] : []
  return Buffer.concat([head, xy, ...behind])
}

function doubles(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((value, n) => {
    bytes.writeDoubleLE(value, n * 8)
  })
  return bytes
}

/** A dBASE III table: texts, and numbers where every value is one. */
function tableOf(areas: readonly Area[], encode: Encode, ldid: number): Buffer {
  const names = Object.keys(areas[0]?.properties ?? {})
  const fields = names.map((name) => {
    const numeric = areas.every((area) => typeof area.properties![name] === 'number')
    return { name, type: numeric ? 'N' : 'C', length: numeric ? 18 : 40 }
  })
  const width = 1 + fields.reduce((sum, { length }) => sum + length, 0)
  const header = Buffer.alloc(32 + fields.length * 32 + 1)
  header[0] = 3
  header.writeUInt32LE(areas.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(width, 10)
  header[29] = ldid
  fields.forEach(({ name, type, length }, n) => {
    const at = 32 + n * 32
    Buffer.from(encode(name)).copy(header, at, 0, 10)
    header[at + 11] = type.charCodeAt(0)
    header[at + 16] = length
  })
  header[header.length - 1] = 0x0d
  const rows = areas.map((area) => {
    const row = Buffer.alloc(width, 0x20)
    let at = 1
    for (const { name, type, length } of fields) {
      const text = area.properties![name] === null ? '' : String(area.properties![name])
      Buffer.from(encode(type === 'N' ? text.padStart(length) : text)).copy(row, at, 0, length)
      at += length
    }
    return row
  })
  return Buffer.concat([header, ...rows, Buffer.from([0x1a])])
}
