/** Column kinds that the feed carries, by PostgreSQL's names. `text` becomes ids of a dictionary (words.ts). */
export type ColumnType = 'int2' | 'int4' | 'int8' | 'date' | 'timestamptz' | 'text'

type Values = Int16Array | Int32Array | BigInt64Array

/**
 * Up to `capacity` values of one column, laid out as DuckDB lays out a vector: `date` in days and `timestamptz` in
 * microseconds since 1970, `text` as dictionary ids; one validity bit a row, 1 = not null.
 */
export interface Column {
  readonly type: ColumnType
  readonly values: Values
  /** The same memory as 32-bit words, low word first (every machine that Node runs on is little-endian). */
  readonly words: Int32Array
  readonly valid: Uint8Array
  nulls: number
}

export interface Batch {
  readonly columns: readonly Column[]
  rows: number
}

const VALUES: Record<ColumnType, new (buffer: ArrayBuffer) => Values> = {
  int2: Int16Array,
  int4: Int32Array,
  int8: BigInt64Array,
  date: Int32Array,
  timestamptz: BigInt64Array,
  text: Int32Array,
}

/** Bytes of one value, here and (but for `text`) on PostgreSQL's wire. */
export const WIDTH: Record<ColumnType, number> = {
  int2: 2,
  int4: 4,
  int8: 8,
  date: 4,
  timestamptz: 8,
  text: 4,
}

/** An empty batch; `capacity` is a multiple of 64 because DuckDB reads validity in 64-bit words. */
export function emptyBatch(types: readonly ColumnType[], capacity: number): Batch {
  const columns = types.map((type) => {
    const buffer = new ArrayBuffer(capacity * WIDTH[type])
    const valid = new Uint8Array(capacity / 8).fill(255)
    return { type, values: new VALUES[type](buffer), words: new Int32Array(buffer), valid, nulls: 0 }
  })
  return { columns, rows: 0 }
}

/** Forgets the rows; the memory is used again. */
export function clear(batch: Batch): void {
  batch.rows = 0
  for (const column of batch.columns) {
    if (column.nulls > 0) column.valid.fill(255)
    column.nulls = 0
  }
}

export function setNull(column: Column, row: number): void {
  column.valid[row >> 3]! &= ~(1 << (row & 7))
  column.nulls++
}
