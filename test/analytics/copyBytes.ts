import type { ColumnType } from '../../analytics/columns.ts'

/** A value as PostgreSQL would send it: days and microseconds count from 2000; null is null. */
export type Sent = number | bigint | string | null

const SIGNATURE = [80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0]

/** PostgreSQL's binary COPY of these rows, written from its documentation and independent of the reader. */
export function copyBytes(types: readonly ColumnType[], rows: readonly (readonly Sent[])[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(SIGNATURE), Buffer.alloc(8)]
  for (const row of rows) {
    parts.push(int(row.length, 2))
    for (const [index, value] of row.entries()) {
      const bytes = value === null ? null : encoded(types[index]!, value)
      parts.push(int(bytes === null ? -1 : bytes.length, 4))
      if (bytes) parts.push(bytes)
    }
  }
  parts.push(int(-1, 2))
  return Buffer.concat(parts)
}

function int(value: number, width: 2 | 4): Buffer {
  const bytes = Buffer.alloc(width)
  bytes.writeIntBE(value, 0, width)
  return bytes
}

function encoded(type: ColumnType, value: number | bigint | string): Buffer {
  const bytes = Buffer.alloc(8)
  switch (type) {
    case 'text':
      return Buffer.from(String(value), 'utf8')
    case 'int2':
      return int(Number(value), 2)
    case 'int4':
    case 'date':
      return int(Number(value), 4)
    case 'int8':
    case 'timestamptz':
      bytes.writeBigInt64BE(BigInt(value))
      return bytes
  }
}
