import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRow, csvRows, type Delimiter } from '../../../server/csv/rows.ts'
import { Problem } from '../../../server/errors.ts'

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size)
}

async function all(text: AsyncIterable<string>, delimiter?: Delimiter): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const row of csvRows(text, delimiter)) rows.push(row)
  return rows
}

const read = (text: string, size = 7, delimiter: Delimiter = ',') => all(chunks(text, size), delimiter)

describe('the rows of a CSV file', () => {
  it('reads back whatever csv-stringify writes, however the text is cut', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '片', ',', ';', '"', '\n', ' ', '|', '\t'), maxLength: 8 })
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
    const delimiter = fc.constantFrom<Delimiter>(',', ';', '\t', '|')
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), delimiter, async (rows, size, mark) => {
        const text = stringify(rows, { delimiter: mark })
        const found = await read(text, size, mark)
        expect(found.map((row) => (row.kind === 'row' ? row.fields : row.raw))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  it('counts the lines of the file, quoted line ends and empty lines included', async () => {
    expect(await read('a,b\r\n\r\n"x\r\ny",2\r\n3,4')).toEqual([
      { kind: 'row', line: 1, fields: ['a', 'b'] },
      { kind: 'row', line: 3, fields: ['x\ny', '2'] },
      { kind: 'row', line: 5, fields: ['3', '4'] },
    ])
  })

  it('keeps a row of another length as it is, and a quote inside a plain field', async () => {
    expect((await read('1\n1,2,3\n5"6,7\n')).map((row) => row.kind === 'row' && row.fields)).toEqual([
      ['1'],
      ['1', '2', '3'],
      ['5"6', '7'],
    ])
  })

  it('loses one line to a quote that is never closed, and nothing else', async () => {
    const good = Array.from({ length: 300 }, (_, i) => `${i},"row ${i}"`)
    const text = [...good.slice(0, 150), 'bad,"never closed', 'worse,"5"x', ...good.slice(150), 'last,"'].join('\n')
    const rows = await read(text, 64)
    expect(rows.filter((row) => row.kind === 'broken')).toEqual([
      { kind: 'broken', line: 151, raw: 'bad,"never closed' },
      { kind: 'broken', line: 152, raw: 'worse,"5"x' },
      { kind: 'broken', line: 303, raw: 'last,"' },
    ])
    expect(rows.flatMap((row) => (row.kind === 'row' ? [row.fields] : []))).toEqual(
      Array.from({ length: 300 }, (_, i) => [`${i}`, `row ${i}`]),
    )
  })

  it('refuses a line without end instead of filling the memory', async () => {
    const endless = (async function* () {
      for (;;) yield 'x'.repeat(100_000)
    })()
    await expect(all(endless)).rejects.toThrow(Problem)
  })
})
