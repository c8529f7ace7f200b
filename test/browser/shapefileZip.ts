/** Writes real zipped shapefiles (ESRI white paper of 1998; dBase III; PKZIP, stored). */
import { crc32 } from 'node:zlib'

export interface Shape {
  /** One ring, longitude-latitude or easting-northing, first point repeated at the end. */
  ring: readonly (readonly [number, number])[]
  values: readonly string[]
}

/** A zip of .shp, .shx and .dbf under a name, and of further files given by their ending. */
export function shapefileZip(
  name: string,
  fields: readonly string[],
  shapes: readonly Shape[],
  { encode, more = {} }: { encode: (text: string) => Buffer; more?: Record<string, string> },
): Buffer {
  const records = shapes.map(({ ring }) => record(ring))
  const all = shapes.flatMap(({ ring }) => ring)
  const offsets: number[] = []
  const shp = withHead(
    all,
    records.map((content, n) => {
      offsets.push(n === 0 ? 100 : offsets[n - 1]! + records[n - 1]!.length + 8)
      return Buffer.concat([int32be(n + 1), int32be(content.length / 2), content])
    }),
  )
  const shx = withHead(
    all,
    records.map((content, n) => Buffer.concat([int32be(offsets[n]! / 2), int32be(content.length / 2)])),
  )
  const files: [string, Buffer][] = [
    [`${name}.shp`, shp],
    [`${name}.shx`, shx],
    [`${name}.dbf`, dbf(fields, shapes, encode)],
    ...Object.entries(more).map(([ending, text]): [string, Buffer] => [`${name}.${ending}`, Buffer.from(text)]),
  ]
  return zip(files)
}

/** Text in GBK, by turning the decoder of this runtime around. */
export function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++)
      codes.set(decoder.decode(Buffer.from([high, low])), Buffer.from([high, low]))
  }
  return Buffer.concat([...text].map((char) => codes.get(char) ?? Buffer.from(char, 'ascii')))
}

const POLYGON = 5

function record(ring: Shape['ring']): Buffer {
  const points = Buffer.concat(ring.flatMap(([x, y]) => [f64(x), f64(y)]))
  return Buffer.concat([int32(POLYGON), box(ring), int32(1), int32(ring.length), int32(0), points])
}

function withHead(all: Shape['ring'], parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = [int32be(9994), Buffer.alloc(20), int32be((100 + body.length) / 2), int32(1000), int32(POLYGON)]
  return Buffer.concat([...head, box(all), Buffer.alloc(32), body])
}

function box(points: Shape['ring']): Buffer {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return Buffer.concat([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(f64))
}

const WIDTH = 60

function dbf(fields: readonly string[], shapes: readonly Shape[], encode: (text: string) => Buffer): Buffer {
  const head = Buffer.alloc(32)
  head.writeUInt8(3, 0)
  head.writeUInt32LE(shapes.length, 4)
  head.writeUInt16LE(33 + 32 * fields.length, 8)
  head.writeUInt16LE(1 + WIDTH * fields.length, 10)
  const described = fields.map((field) => {
    const one = Buffer.alloc(32)
    encode(field).copy(one, 0, 0, 10)
    one.write('C', 11)
    one.writeUInt8(WIDTH, 16)
    return one
  })
  const rows = shapes.map(({ values }) =>
    Buffer.concat([
      Buffer.from(' '),
      ...values.map((value) => Buffer.concat([encode(value), Buffer.alloc(WIDTH, 32)]).subarray(0, WIDTH)),
    ]),
  )
  return Buffer.concat([head, ...described, Buffer.from([13]), ...rows, Buffer.from([26])])
}

function zip(files: readonly [string, Buffer][]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, bytes] of files) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), bytes])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), int16(20), common, tail, Buffer.from(name)]))
    local.push(entry)
    at += entry.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const int16 = (value: number) => Buffer.from([value & 255, value >> 8])
function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}
function int32be(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
function f64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}
