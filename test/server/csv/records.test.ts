import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, csvRecords } from '../../../server/csv/records.ts'

async function read(text: string, size = 7): Promise<CsvRecord[]> {
  async function* parts() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const records: CsvRecord[] = []
  for await (const record of csvRecords(parts())) records.push(record)
  return records
}
const short = async (text: string, size?: number) => (await read(text, size)).map(({ line, fields }) => [line, fields])

describe('records of a CSV text', () => {
  it('are told with the line they begin on; blank lines are left out', async () => {
    expect(await short('a,b\r\n1,2\r\n\r\n3,"x\r\ny"\r\n5,6')).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [4, ['3', 'x\ny']],
      [6, ['5', '6']],
    ])
  })

  it('a quote that is never closed breaks its own line only', async () => {
    expect(await short('a,b\n1,"open\n3,4\n5,6\n')).toEqual([
      [1, ['a', 'b']],
      [2, null],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ])
  })

  it('two open quotes do not swallow what lies between them', async () => {
    expect(await short('a,b\n1,"open\n3,4\n5,"open\n7,8\n')).toEqual([
      [1, ['a', 'b']],
      [2, null],
      [3, ['3', '4']],
      [4, null],
      [5, ['7', '8']],
    ])
  })

  it('an open quote far from the end is given up after 200 lines', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `${n},x`)
    const records = await short(`a,b\n0,"open\n${rows.join('\n')}\n`, 100)
    expect(records).toHaveLength(1002)
    expect(records.filter(([, fields]) => fields === null)).toEqual([[2, null]])
  })

  it('another number of fields than the header, or a quote within a field, is broken', async () => {
    expect(await short('a,b\n1\n1,2,3\n1"2,3"\n1,2\n')).toEqual([
      [1, ['a', 'b']],
      [2, null],
      [3, null],
      [4, null],
      [5, ['1', '2']],
    ])
  })

  it('a line of megabytes is broken, the next is read', async () => {
    const records = await read(`a,b\n${'x'.repeat(3_000_000)},1\n1,2\n`, 65_536)
    expect(records.map(({ fields }) => fields)).toEqual([['a', 'b'], null, ['1', '2']])
    expect(records[1]!.raw.length).toBeLessThan(1_000_002 + 65_536)
  })
})

it('whatever a writer of RFC 4180 wrote is read as it was, however it is cut', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '占'), maxLength: 8 })
  const rows = fc.array(fc.tuple(fc.constantFrom('k', 'l'), text, text), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 30 }), async (given, size) => {
      const records = await read(stringify(given), size)
      expect(records.map(({ fields }) => fields)).toEqual(given)
    }),
    { numRuns: 300 },
  )
})
