import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { coverage } from '../../../bench/coverage.ts'
import { buildAtlas } from '../../../geo/atlas.ts'
import { interiorPoint } from '../../../geo/interior.ts'
import { Problem } from '../../../server/errors.ts'
import { type LocateFile, locateFile } from '../../../server/territory/locateFile.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-locate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { areas } = coverage({ leaves: 60, seed: 3 })
const atlas = buildAtlas(areas)
const [lon, lat] = interiorPoint(atlas.leaves[30]!.geometry)!
const { code } = atlas.leaves[30]!

const input = path.join(folder, 'in.csv')
const output = path.join(folder, 'out.csv')
const file: LocateFile = { input, output, lon: 'x', lat: 'y', accuracy: 'acc', crs: 'wgs84' }

async function run(text: string | Uint8Array, given: Partial<LocateFile> = {}) {
  writeFileSync(input, text)
  const counts = await locateFile({ ...file, ...given }, atlas)
  const rows = parse(readFileSync(output, 'utf8'), { bom: true, relax_column_count: true }) as string[][]
  const [heading, ...body] = rows as [string[], ...string[][]]
  return { counts, heading, records: body.map((row) => Object.fromEntries(heading.map((h, i) => [h, row[i]]))) }
}

describe('locating a file', () => {
  it('keeps every row in order, with codes, border and rivals beside it', async () => {
    const { counts, heading, records } = await run(`id,x,y,acc\n1,${lon},${lat},\n2,${lon},${lat},500\n3,0,0,5\n`)
    expect(heading.slice(0, 5)).toEqual(['id', 'x', 'y', 'acc', 'located_district'])
    expect(counts).toMatchObject({ located: 2, unlocated: 1, unusable: 0, encoding: 'utf-8', interrupted: false })
    expect(records[0]).toMatchObject({ id: '1', located_micro_grid: code, located_district: '9', located_rivals: '' })
    expect(Number(records[0]!.located_border_m)).toBeGreaterThan(5)
    expect(records[1]!.located_rivals!.split(' ').length).toBeGreaterThan(2)
    expect(records[2]).toMatchObject({ located_micro_grid: '', located_reason: 'in no area of this edition' })
    expect(records[2]!.located_nearest).not.toBe('')
  })

  it('keeps unusable rows with their reason', async () => {
    const bad = ['1,,,', '2,abc,26,', '3,117,91,', '4,26,117,', '5,NaN,26,', `6,${lon},${lat},-4`, '7', '8,"x,26,']
    const { counts, records } = await run(`id,x,y,acc\n${bad.join('\n')}\n9,${lon},${lat},0\n`)
    expect(counts).toMatchObject({ located: 1, unusable: 8 })
    expect(records.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8,"x,26,', '9'])
    const reasons = records.map(({ located_reason }) => located_reason!)
    expect(reasons[0]).toContain('no coordinates')
    expect(reasons[2]).toContain('out-of-range')
    expect(reasons[3]).toContain('swapped')
    expect(reasons[5]).toContain('accuracy')
    expect(reasons[6]).toContain('4 fields')
    expect(reasons[7]).toContain('proper quotes')
    expect(reasons[8]).toBe('')
  })

  it('keeps a row of another length than the heading as it came', async () => {
    const row = `1,${lon},${lat},0,more,"and, more"`
    const { counts, records } = await run(`id,x,y,acc\n${row}\n`)
    expect(counts.unusable).toBe(1)
    expect(records[0]!.id).toBe(row)
  })

  it('reads GBK and answers in UTF-8 with a byte order mark', async () => {
    // 编号 (GBK), then plain columns.
    const gbk = Buffer.concat([Buffer.from([0xb1, 0xe0, 0xba, 0xc5]), Buffer.from(`,x,y,acc\n1,${lon},${lat},\n`)])
    const { counts, heading } = await run(gbk)
    expect(counts).toMatchObject({ encoding: 'gb18030', located: 1 })
    expect(heading[0]).toBe('编号')
    expect(readFileSync(output).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  })

  it.each([
    ['an unknown column', { lon: 'longitude' }, 'id, x, y, acc'],
    ['an unknown system', { crs: 'mars' }, 'EPSG:4490'],
    ['output over input', { output: input }, 'another file'],
  ])('refuses %s before it writes anything', async (_, given, expected) => {
    rmSync(output, { force: true })
    const failed = await run(`id,x,y,acc\n1,${lon},${lat},0\n`, given).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Problem)
    expect((failed as Problem).flaws[0]!.expected).toContain(expected)
    expect(existsSync(output) || existsSync(`${output}.part`)).toBe(false)
  })

  it('refuses an empty file, a heading that stands twice and a file that was located before', async () => {
    await expect(run('')).rejects.toThrow(Problem)
    await expect(run('x,x,y,acc\n')).rejects.toThrow(Problem)
    await expect(run('x,y,acc,located_reason\n')).rejects.toThrow(Problem)
  })

  it('passes on that the output cannot be written', async () => {
    await expect(
      run(`id,x,y,acc\n1,${lon},${lat},0\n`, { output: path.join(folder, 'no', 'out.csv') }),
    ).rejects.toThrow('ENOENT')
  })

  it('takes 150,000 rows without holding them, and stops between two rows when told to', async () => {
    const handle = await open(input, 'w')
    await handle.write('id,x,y,acc,note\n')
    const block = Array.from({ length: 1000 }, (_, i) => `${i},${lon},${lat},0,${'x'.repeat(100)}\n`).join('')
    for (let i = 0; i < 150; i++) await handle.write(block)
    await handle.close()
    let most = 0
    let rows = 0
    const before = process.memoryUsage().rss
    const onRow = () => {
      if (++rows % 5000 === 0) most = Math.max(most, process.memoryUsage().rss - before)
    }
    const whole = await locateFile(file, atlas, { onRow })
    expect(whole).toMatchObject({ located: 150_000, unlocated: 0, unusable: 0 })
    // The input is 23 MB and its rows as objects far more.
    expect(most).toBeLessThan(150e6)

    rmSync(output)
    const stop = new AbortController()
    const cut = await locateFile(file, atlas, {
      signal: stop.signal,
      onRow: ({ located }) => located === 1234 && stop.abort(),
    })
    expect(cut).toMatchObject({ interrupted: true, located: 1234 })
    expect(existsSync(output)).toBe(false)
    expect(readFileSync(`${output}.part`, 'utf8').trimEnd().split('\n').length).toBe(1235)
  })
})
