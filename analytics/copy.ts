import { type Batch, type Column, type ColumnType, clear, emptyBatch, setNull, WIDTH } from './columns.ts'
import type { Words } from './words.ts'

/** Reads `COPY … TO STDOUT (FORMAT binary)`, PostgreSQL's documented layout: header, rows of (length, bytes), −1. */
export interface CopyReader {
  /** Takes the next bytes, cut anywhere; full batches go to `take` at once. The bytes are not kept. */
  push(bytes: Uint8Array): void
  /** Hands over the last batch; throws when the stream stopped before its end mark. Answers the number of rows. */
  end(): number
}

const SIGNATURE = Uint8Array.of(80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0)
const DAYS_1970_TO_2000 = 10_957
const MICROS_1970_TO_2000 = 946_684_800_000_000
const INT4_MAX = 0x7fffffff
const INT4_MIN = -0x80000000
const TWO_32 = 4_294_967_296
const INT8_MAX = 2n ** 63n - 1n
const INT8_MIN = -(2n ** 63n)
/** High words within which microseconds plus the shift of epochs are exact as a double. */
const EXACT_HIGH = 1 << 20

/**
 * A reader of rows with these columns. `take` gets batches of at most `capacity` rows and must be done with a batch
 * when it returns: its memory is used again. Throws on anything that is not this layout, naming what was expected.
 */
export function copyReader(
  types: readonly ColumnType[],
  words: Words,
  take: (batch: Batch) => void,
  capacity = 2048,
): CopyReader {
  const batch = emptyBatch(types, capacity)
  let rest: Uint8Array = new Uint8Array(0)
  let headed = false
  let ended = false
  let total = 0

  function flush(): void {
    if (batch.rows === 0) return
    total += batch.rows
    take(batch)
    clear(batch)
  }

  /** Reads whole rows from `at`; answers where the first incomplete one begins. */
  function rows(bytes: Uint8Array, from: number): number {
    let at = from
    while (at + 2 <= bytes.length) {
      const fields = int2(bytes, at)
      if (fields === -1) {
        ended = true
        return at + 2
      }
      if (fields !== types.length) throw wrong(`${types.length} columns`, `${fields}`)
      const next = rowEnd(bytes, at + 2, fields)
      if (next === -1) return at
      readRow(bytes, at + 2, batch, words)
      at = next
      if (++batch.rows === capacity) flush()
    }
    return at
  }

  return {
    push: (bytes) => {
      if (bytes.length === 0) return
      if (ended) throw wrong('nothing after the end mark', `${bytes.length} bytes`)
      const joined = rest.length === 0 ? bytes : join(rest, bytes)
      let at = 0
      if (!headed) {
        const start = headerEnd(joined)
        if (start === -1) {
          rest = joined.slice()
          return
        }
        headed = true
        at = start
      }
      at = rows(joined, at)
      if (ended && at < joined.length) throw wrong('nothing after the end mark', `${joined.length - at} bytes`)
      rest = joined.slice(at)
    },
    end: () => {
      if (!ended) throw wrong('the end mark', `the end of the stream after ${total + batch.rows} rows`)
      flush()
      return total
    },
  }
}

const wrong = (expected: string, got: string) => new Error(`binary copy: expected ${expected}, got ${got}`)

/** Where the rows begin, or −1 while the header is incomplete. */
function headerEnd(bytes: Uint8Array): number {
  const known = Math.min(bytes.length, SIGNATURE.length)
  for (let at = 0; at < known; at++) {
    if (bytes[at] !== SIGNATURE[at]) throw wrong("PostgreSQL's signature", `byte ${bytes[at]} at ${at}`)
  }
  if (bytes.length < 19) return -1
  if (int4(bytes, 11) !== 0) throw wrong('no header flags', `flags ${int4(bytes, 11)}`)
  const start = 19 + int4(bytes, 15)
  return bytes.length < start ? -1 : start
}

/** Where the row whose fields start at `from` ends, or −1 when it is not complete yet. */
function rowEnd(bytes: Uint8Array, from: number, fields: number): number {
  let at = from
  for (let field = 0; field < fields; field++) {
    if (at + 4 > bytes.length) return -1
    const length = int4(bytes, at)
    if (length < -1) throw wrong('a field length', `${length}`)
    at += 4 + (length === -1 ? 0 : length)
    if (at > bytes.length) return -1
  }
  return at
}

function readRow(bytes: Uint8Array, from: number, batch: Batch, words: Words): void {
  const { columns, rows: row } = batch
  let at = from
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index]!
    const length = int4(bytes, at)
    at += 4
    if (length === -1) {
      setNull(column, row)
      continue
    }
    if (column.type !== 'text' && length !== WIDTH[column.type]) {
      throw wrong(`${WIDTH[column.type]} bytes of ${column.type} in column ${index + 1}`, `${length}`)
    }
    readValue(bytes, at, length, column, row, words)
    at += length
  }
}

function readValue(bytes: Uint8Array, at: number, length: number, column: Column, row: number, words: Words): void {
  switch (column.type) {
    case 'text':
      column.words[row] = words.id(bytes, at, at + length)
      return
    case 'int2':
      column.values[row] = int2(bytes, at)
      return
    case 'int4':
      column.words[row] = int4(bytes, at)
      return
    case 'date':
      column.words[row] = day(int4(bytes, at))
      return
    case 'timestamptz':
      moment(int4(bytes, at), int4(bytes, at + 4), column, row)
      return
    case 'int8':
      column.words[2 * row] = int4(bytes, at + 4)
      column.words[2 * row + 1] = int4(bytes, at)
  }
}

/** PostgreSQL counts days from 2000; ±infinity are its extremes, DuckDB's are ±(2³¹ − 1). */
function day(value: number): number {
  if (value === INT4_MAX) return INT4_MAX
  if (value === INT4_MIN) return -INT4_MAX
  return value + DAYS_1970_TO_2000
}

/** The same for microseconds in 64 bits; plain arithmetic while it is exact. */
function moment(high: number, low: number, column: Column, row: number): void {
  if (high >= -EXACT_HIGH && high < EXACT_HIGH) {
    const micros = high * TWO_32 + (low >>> 0) + MICROS_1970_TO_2000
    column.words[2 * row] = micros | 0
    column.words[2 * row + 1] = Math.floor(micros / TWO_32)
    return
  }
  const value = (BigInt(high) << 32n) | BigInt(low >>> 0)
  const micros = value === INT8_MAX ? value : value === INT8_MIN ? -INT8_MAX : value + BigInt(MICROS_1970_TO_2000)
  column.words[2 * row] = Number(micros & 0xffffffffn) | 0
  column.words[2 * row + 1] = Number(micros >> 32n)
}

function int2(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) >> 16) | bytes[at + 1]!
}

function int4(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
