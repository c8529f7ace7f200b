import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Batch, ColumnType } from '../../analytics/columns.ts'
import { copyReader } from '../../analytics/copy.ts'
import { openWords, type Words } from '../../analytics/words.ts'
import { copyBytes, type Sent } from './copyBytes.ts'

const INT8 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }
const VALUES: Record<ColumnType, fc.Arbitrary<number | bigint | string>> = {
  int2: fc.integer({ min: -32768, max: 32767 }),
  int4: fc.integer(),
  int8: fc.bigInt(INT8),
  date: fc.integer({ min: -2_000_000, max: 2_000_000 }),
  timestamptz: fc.oneof(fc.bigInt(INT8), fc.bigInt({ min: 0n, max: 2n ** 50n })),
  text: fc.oneof(
    fc.constantFrom('', '350405001', '虬江街道', 'closed'),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  ),
}

/** Types, rows of them, and where the bytes are cut. */
const streams = fc
  .array(fc.constantFrom(...(Object.keys(VALUES) as ColumnType[])), { minLength: 1, maxLength: 8 })
  .chain((types) =>
    fc.record({
      types: fc.constant(types),
      rows: fc.array(fc.tuple(...types.map((type) => fc.option(VALUES[type], { freq: 4 }))), { maxLength: 200 }),
      cuts: fc.array(fc.nat(20_000), { maxLength: 60 }),
    }),
  )

/** What DuckDB should hold for a value PostgreSQL sent: its documented epochs and infinities. */
function held(type: ColumnType, value: Sent): Sent {
  if (value === null) return null
  if (type === 'date') return Number(value) + 10_957
  if (type !== 'timestamptz') return value
  const micros = BigInt(value)
  if (micros === INT8.max) return micros
  if (micros === INT8.min) return -INT8.max
  return BigInt.asIntN(64, micros + 946_684_800_000_000n)
}

function rowsOf(batch: Batch, words: Words): Sent[][] {
  return Array.from({ length: batch.rows }, (_, row) =>
    batch.columns.map(({ type, values, valid }) => {
      if ((valid[row >> 3]! & (1 << (row & 7))) === 0) return null
      return type === 'text' ? words.text(Number(values[row])) : values[row]!
    }),
  )
}

function read(types: readonly ColumnType[], pieces: readonly Uint8Array[], capacity?: number): Sent[][] {
  const words = openWords([])
  const rows: Sent[][] = []
  const reader = copyReader(types, words, (batch) => rows.push(...rowsOf(batch, words)), capacity)
  for (const piece of pieces) reader.push(piece)
  expect(reader.end()).toBe(rows.length)
  return rows
}

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [0, ...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

describe('the binary COPY reader', () => {
  it('gives back every value and null, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(streams, ({ types, rows, cuts }) => {
        const expected = rows.map((row) => row.map((value, index) => held(types[index]!, value)))
        expect(read(types, cut(copyBytes(types, rows), cuts), 64)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('reads one byte at a time', () => {
    const bytes = copyBytes(
      ['int8', 'text', 'date'],
      [
        [7n, '凤岗', 8000],
        [null, null, null],
      ],
    )
    expect(
      read(
        ['int8', 'text', 'date'],
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
      ),
    ).toEqual([
      [7n, '凤岗', 18_957],
      [null, null, null],
    ])
  })

  it('keeps the infinities of dates', () => {
    const rows = [[0x7fffffff], [-0x80000000]]
    expect(read(['date'], [copyBytes(['date'], rows)])).toEqual([[0x7fffffff], [-0x7fffffff]])
  })

  it('refuses what is not this layout, and says what it expected', () => {
    const good = copyBytes(['int4'], [[1]])
    expect(() => read(['int4'], [Buffer.from('id,name\n1,2\n')])).toThrow("PostgreSQL's signature")
    expect(() => read(['int4', 'int4'], [good])).toThrow('expected 2 columns, got 1')
    expect(() => read(['int8'], [good])).toThrow('expected 8 bytes of int8 in column 1, got 4')
    expect(() => read(['int4'], [good.subarray(0, good.length - 2)])).toThrow('expected the end mark')
    expect(() => read(['int4'], [good, Uint8Array.of(1)])).toThrow('nothing after the end mark')
  })
})

describe('the dictionary', () => {
  it('gives each text one id for ever, across openings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.array(fc.string({ unit: 'grapheme' })),
        (first, second) => {
          const encoder = new TextEncoder()
          const idIn = (words: Words) => (text: string) => {
            const bytes = encoder.encode(text)
            return words.id(bytes, 0, bytes.length)
          }
          const words = openWords([])
          const ids = first.map(idIn(words))
          const later = openWords(words.added())
          expect(first.map(idIn(later))).toEqual(ids)
          expect(second.map(idIn(later)).map(later.text)).toEqual(second)
          expect(later.added().map(({ text }) => text)).toEqual(
            [...new Set(second)].filter((text) => !first.includes(text)),
          )
        },
      ),
    )
  })

  it('holds a hundred thousand codes', () => {
    const words = openWords([])
    const encoder = new TextEncoder()
    const ids = new Set<number>()
    for (let code = 0; code < 100_000; code++) {
      const bytes = encoder.encode(`350405001${String(code).padStart(8, '0')}`)
      ids.add(words.id(bytes, 0, bytes.length))
    }
    expect(ids.size).toBe(100_000)
    expect(words.text(99_999)).toBe('35040500100099999')
  })
})
