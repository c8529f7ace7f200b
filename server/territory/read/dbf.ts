import { ByteStream } from './byteStream.ts'
import { type FilePlace, unreadable } from './refusal.ts'

/** One column of a dBASE table. */
export interface DbfField {
  /** As bytes: the table's encoding is decided on them too. */
  name: Uint8Array
  type: string
  length: number
  decimals: number
}

export interface DbfHeader {
  records: number
  recordBytes: number
  headerBytes: number
  /** Language driver, byte 29: a hint at the encoding. */
  ldid: number
  fields: readonly DbfField[]
}

const LIMIT_FIELDS = 2048

/** Reads a table's header. @throws Problem unreadable-file. */
export async function readDbfHeader(bytes: ByteStream, place: FilePlace): Promise<DbfHeader> {
  const head = await bytes.take(32)
  const refused = (got: string) => unreadable(place, 'the header of a .dbf', got)
  if (head.length < 32) throw refused(`${head.length} bytes`)
  const headerBytes = head.readUInt16LE(8)
  const recordBytes = head.readUInt16LE(10)
  const rest = await bytes.take(headerBytes - 32)
  if (headerBytes < 33 || recordBytes < 1 || rest.length < headerBytes - 32) throw refused('one that does not fit')
  const fields: DbfField[] = []
  for (let at = 0; at + 32 <= rest.length && rest[at] !== 0x0d && fields.length < LIMIT_FIELDS; at += 32) {
    const name = rest.subarray(at, at + 11)
    const end = name.indexOf(0)
    fields.push({
      name: Uint8Array.from(end < 0 ? name : name.subarray(0, end)),
      type: String.fromCharCode(rest[at + 11]!),
      length: rest[at + 16]!,
      decimals: rest[at + 17]!,
    })
  }
  const width = fields.reduce((sum, field) => sum + field.length, 1)
  if (fields.length === 0 || width > recordBytes) throw refused(`fields of ${width} bytes in records of ${recordBytes}`)
  return { records: head.readUInt32LE(4), recordBytes, headerBytes, ldid: head[29]!, fields }
}

/**
 * The records of a table as bytes, each a fresh view; null for one that is marked as deleted.
 * @throws Problem unreadable-file: the table ends before its last record.
 */
export async function* dbfRecords(
  source: AsyncIterable<Uint8Array>,
  place: FilePlace,
): AsyncGenerator<{ header: DbfHeader; record: Buffer | null }> {
  const bytes = new ByteStream(source)
  try {
    const header = await readDbfHeader(bytes, place)
    for (let n = 0; n < header.records; n++) {
      const record = await bytes.take(header.recordBytes)
      if (record.length < header.recordBytes) {
        throw unreadable({ ...place, feature: n }, `a .dbf of ${header.records} records`, `${n}: it is cut off`)
      }
      yield { header, record: record[0] === DELETED ? null : record }
    }
  } finally {
    await bytes.close()
  }
}

const DELETED = 0x2a

/** The bytes of every field of a record. */
export function* fieldBytes(header: DbfHeader, record: Buffer): Generator<[DbfField, Buffer]> {
  let at = 1
  for (const field of header.fields) {
    yield [field, record.subarray(at, at + field.length)]
    at += field.length
  }
}

/** Names of the columns, made different where the table repeats one. */
export function fieldNames(header: DbfHeader, decode: (bytes: Uint8Array) => string): string[] {
  const seen = new Set<string>()
  return header.fields.map((field) => {
    const name = decode(field.name).trim()
    let own = name
    for (let n = 2; seen.has(own); n++) own = `${name}_${n}`
    seen.add(own)
    return own
  })
}

/** The value of a field: text, number, truth or day; null where it is blank. Whole numbers too long to be exact stay text. */
export function fieldValue(field: DbfField, bytes: Buffer, decode: (bytes: Uint8Array) => string): unknown {
  if (field.type === 'I' && bytes.length === 4) return bytes.readInt32LE(0)
  if (field.type === 'O' && bytes.length === 8) return bytes.readDoubleLE(0)
  const nul = bytes.indexOf(0)
  const text = decode(nul < 0 ? bytes : bytes.subarray(0, nul)).trim()
  if (text === '') return null
  switch (field.type) {
    case 'N':
    case 'F':
      return numberOf(text)
    case 'L':
      return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null
    case 'D':
      return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text
    default:
      return text
  }
}

function numberOf(text: string): number | string | null {
  if (/^\*+$/.test(text)) return null
  const value = Number(text)
  const exact = !/^[+-]?\d+$/.test(text) || Number.isSafeInteger(value)
  return Number.isFinite(value) && exact ? value : text
}
