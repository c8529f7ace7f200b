import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, csvRecords } from '../../../server/csv/records.ts'

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size)
}

async function read(text: string, size = 7): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const record of csvRecords(chunks(text, size))) records.push(record)
  return records
}

describe('the records of a CSV file', () => {
  it('reads back whatever csv-stringify writes, however the text is cut', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '片', ',', ';', '"', '\n', ' '), maxLength: 8 })
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 8 }))
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), async (rows, size) => {
        expect((await read(stringify(rows), size)).map(({ fields }) => fields)).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  it('counts the lines of the file, quoted line ends and empty lines included', async () => {
    expect((await read('a,b\r\n\r\n"x\r\ny",2\r\n3,4')).map(({ line, fields }) => ({ line, fields }))).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 3, fields: ['x\ny', '2'] },
      { line: 5, fields: ['3', '4'] },
    ])
  })

  it('gives a row of another length as broken, with its text', async () => {
    expect(await read('a,b\n1\n1,2,3\n4,5\n')).toMatchObject([
      { fields: ['a', 'b'] },
      { line: 2, raw: '1', fields: null },
      { line: 3, raw: '1,2,3', fields: null },
      { fields: ['4', '5'] },
    ])
  })

  it('loses one line to a quote that is never closed, and nothing else', async () => {
    const good = Array.from({ length: 600 }, (_, i) => `${i},"row ${i}"`)
    const text = [...good.slice(0, 150), 'bad,"never closed', ...good.slice(150), 'last,"'].join('\n')
    const records = await read(text, 64)
    expect(records.filter(({ fields }) => fields === null)).toEqual([
      { line: 151, raw: 'bad,"never closed', fields: null },
      { line: 602, raw: 'last,"', fields: null },
    ])
    expect(records.flatMap(({ fields }) => (fields === null ? [] : [fields]))).toEqual(
      good.map((_, i) => [`${i}`, `row ${i}`]),
    )
  })
})
