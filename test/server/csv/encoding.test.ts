import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openCsvText } from '../../../server/csv/encoding.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-encoding-'))
afterAll(() => rmSync(folder, { recursive: true }))

// 片区,经度 in GBK, from the code table of GB 18030 (no encoder for it exists in Node).
const GBK = Buffer.from([0xc6, 0xac, 0xc7, 0xf8, 0x2c, 0xbe, 0xad, 0xb6, 0xc8, 0x0a])

async function read(bytes: Uint8Array) {
  const file = path.join(folder, `${Math.abs(bytes.length)}.csv`)
  writeFileSync(file, bytes)
  const { encoding, text } = await openCsvText(file)
  return { encoding, text: (await text.toArray()).join('') }
}

describe('the encoding of a text file', () => {
  it('takes valid UTF-8 as such, with and without a byte order mark', async () => {
    expect(await read(Buffer.from('片区,经度\n'))).toEqual({ encoding: 'utf-8', text: '片区,经度\n' })
    expect(await read(Buffer.from('\ufeff片区,经度\n'))).toEqual({ encoding: 'utf-8', text: '片区,经度\n' })
  })

  it('reads GBK', async () => {
    expect(await read(GBK)).toEqual({ encoding: 'gb18030', text: '片区,经度\n' })
  })

  it('finds GBK that begins after megabytes of plain ASCII, and characters cut by a block', async () => {
    const ascii = Buffer.alloc(3_000_001, 'a')
    const found = await read(Buffer.concat([ascii, GBK]))
    expect(found.encoding).toBe('gb18030')
    expect(found.text.slice(3_000_001)).toBe('片区,经度\n')
    const utf8 = await read(Buffer.concat([ascii, Buffer.from('片'.repeat(100_000))]))
    expect(utf8.encoding).toBe('utf-8')
    expect(utf8.text.slice(3_000_001)).toBe('片'.repeat(100_000))
  })

  it('reads the UTF-16 that spreadsheets write', async () => {
    expect(await read(Buffer.from('\ufeff片区\n', 'utf16le'))).toEqual({ encoding: 'utf-16le', text: '片区\n' })
  })

  it('takes an empty file, and a file that ends inside a character', async () => {
    expect(await read(Buffer.alloc(0))).toEqual({ encoding: 'utf-8', text: '' })
    expect((await read(Buffer.from('片').subarray(0, 2))).encoding).toBe('gb18030')
  })

  it('passes on that a file is missing', async () => {
    await expect(openCsvText(path.join(folder, 'none.csv'))).rejects.toThrow('ENOENT')
  })
})
