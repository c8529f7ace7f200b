import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { LonLat } from '../../../geo/types.ts'
import { openTravel } from '../../../server/travel/openTravel.ts'
import { readTravelFile } from '../../../server/travel/travelFile.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-travel-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Buffer) => {
  writeFileSync(path.join(folder, name), content)
  return path.join(folder, name)
}

/** 局,店 in GBK. */
const OFFICE = Buffer.from([0xbe, 0xd6])
const SHOP = Buffer.from([0xb5, 0xea])

describe('a travel file', () => {
  it('lists pairs by ids; those it does not list have no way, and every bad line is kept with its reason', async () => {
    const lines = [
      'note,to,from,seconds,metres',
      'a,店,局,600,4000.4',
      'b,局,店,660,4100',
      'c,局,店,1,1',
      'd,,店,5,5',
      'e,局,甲,-5,5',
      'f,局,甲,,5',
      'g,局,甲,1e3,5',
      'h,局,甲,99999999999,5',
      'i,局',
    ]
    const { encoding, bad, pairs } = await readTravelFile(file('pairs.csv', lines.join('\r\n')))
    expect(encoding).toBe('utf-8')
    expect([...pairs.keys()]).toEqual(['局', '店'])
    expect(bad.map(({ line, reason }) => [line, reason.en])).toEqual([
      [4, 'The same pair as in line 3'],
      [5, 'from and to must not be empty'],
      [6, 'seconds and metres must be numbers from 0 to 67108864, got -5, 5'],
      [7, 'seconds and metres must be numbers from 0 to 67108864, got , 5'],
      [8, 'seconds and metres must be numbers from 0 to 67108864, got 1e3, 5'],
      [9, 'seconds and metres must be numbers from 0 to 67108864, got 99999999999, 5'],
      [10, 'No valid CSV with as many fields as the heading'],
    ])
    expect(bad[0]!.raw).toBe('c,局,店,1,1')
  })

  it('in GBK answers for places by their ids, and is read once', async () => {
    const comma = Buffer.from(',')
    const row = Buffer.concat([OFFICE, comma, SHOP, Buffer.from(',600,4000\n')])
    const gbk = file('gbk.csv', Buffer.concat([Buffer.from('from,to,seconds,metres\n'), row, Buffer.from('bad\n')]))
    const logged: unknown[] = []
    const travel = openTravel({ kind: 'csv', file: gbk }, (event, facts) => void logged.push({ event, ...facts }))
    const points: LonLat[] = [
      [117.6, 26.3],
      [117.7, 26.3],
    ]
    const answer = await travel.matrix({ crs: 'wgs84', points, ids: ['局', '店'] })
    expect(answer).toMatchObject({ seconds: Int32Array.of(0, 600, -1, 0), metres: Int32Array.of(0, 4000, -1, 0) })
    await travel.matrix({ crs: 'wgs84', points, ids: ['店', '局'] }, [1])
    expect(logged).toEqual([
      expect.objectContaining({ event: 'travel.file', encoding: 'gb18030', pairs: 1, badLines: 1 }),
    ])
    expect(await travel.matrix({ crs: 'wgs84', points })).toMatchObject({ refusal: 'no-ids' })
    expect(await travel.matrix({ crs: 'wgs84', points, ids: ['局'] })).toMatchObject({ refusal: 'wrong-place' })
  })

  it('without its columns, empty or absent, says so', async () => {
    expect((await readTravelFile(file('heading.csv', 'from,to,minutes\na,b,5'))).bad.map(({ line }) => line)).toEqual([
      1, 2,
    ])
    expect((await readTravelFile(file('empty.csv', ''))).pairs.size).toBe(0)
    const travel = openTravel({ kind: 'csv', file: path.join(folder, 'none.csv') }, () => undefined)
    expect(await travel.matrix({ crs: 'wgs84', points: [], ids: [] })).toMatchObject({
      refusal: 'unavailable',
      en: expect.stringContaining('ENOENT'),
    })
    file('none.csv', 'from,to,seconds,metres\na,b,5,6')
    expect(await travel.matrix({ crs: 'wgs84', points: [], ids: [] })).toMatchObject({ from: 0 })
  })
})
