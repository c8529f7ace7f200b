import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../../../server/errors.ts'
import { undoChange } from '../../../../server/territory/change/flow.ts'
import { codesOf, formerCodes, renumberDraft } from '../../../../server/territory/codes/flow.ts'
import { labelsOf } from '../../../../server/territory/codes/labelFlow.ts'
import { LABELS_A_PAGE } from '../../../../server/territory/codes/labels.ts'
import { areasOf, createEdition, insertAreas } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { DISTRICT, type SmallDistrict, STREETS, smallDistrict } from '../../../smallDistrict.ts'
import { readQr } from './readQr.ts'

let world: TestHouse
let district: SmallDistrict
let draft: number
beforeAll(async () => {
  world = await testHouse()
  district = await smallDistrict(world.house.db)
  const rows = await areasOf(world.house.db, district.edition)
  draft = await world.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '编码草稿')
    await insertAreas(tx, id, rows)
    return id
  })
}, 60_000)
afterAll(() => world.close())

const codes = async () => (await areasOf(world.house.db, draft)).map(({ code }) => code)
const asked = { levels: ['grid' as const, 'micro-grid' as const], under: null }

describe('codes of an edition', () => {
  it('are judged by the profile of the district, or another', async () => {
    const own = await codesOf(world.house, district.edition)
    expect(own).toMatchObject({ own: 'grid-15', profile: { form: '6+3+3+3+2' }, areas: 46, found: {}, findings: [] })
    const other = await codesOf(world.house, district.edition, 'grid-14')
    expect(other.found).toEqual({ form: 36 })
    expect(other.findings[0]!.words.zh).toContain('6+3+3+2')
  })

  it('are numbered anew as one change that can be undone, after a dry run that changes nothing', async () => {
    const before = await codes()
    const { version } = await codesOf(world.house, draft)
    const dry = await renumberDraft(world.house, draft, { ...asked, version, dryRun: true }, null)
    expect(await codes()).toEqual(before)
    expect(dry.changes).toHaveLength(24)
    const done = await renumberDraft(world.house, draft, { ...asked, version, dryRun: false }, null)
    expect(done.changes).toEqual(dry.changes)
    expect(done.version).toBeGreaterThan(version)

    const rows = await areasOf(world.house.db, draft)
    const north = rows.find(({ code }) => code === `${STREETS[0]}00100101`)!
    expect(north.source.formerCode).toBe(`${STREETS[0]}00100102`)
    expect((await codesOf(world.house, draft)).findings).toEqual([])
    expect(await formerCodes(world.house, draft)).toContainEqual([
      'micro-grid',
      `${STREETS[0]}00100102`,
      `${STREETS[0]}00100101`,
      north.name,
    ])
    await undoChange(world.house, { edition: draft, version: done.version, account: null })
    expect(await codes()).toEqual(before)
    expect(await formerCodes(world.house, draft)).toEqual([])
  })

  it('refuse a version that is past, an area that is not there, and what is published', async () => {
    const { version } = await codesOf(world.house, draft)
    const refusal = (edition: number, over: object) =>
      renumberDraft(world.house, edition, { ...asked, version, dryRun: false, ...over }, null).then(
        () => 'done',
        (error: Problem) => error.code,
      )
    expect(await refusal(draft, { version: version + 1 })).toBe('stale-version')
    expect(await refusal(draft, { under: 'nowhere' })).toBe('invalid-input')
    expect(await refusal(draft, { levels: ['street'] })).toBe('invalid-input')
    expect(await refusal(9999, {})).toBe('not-found')
    const there = await codesOf(world.house, district.edition)
    expect(await refusal(district.edition, { version: there.version })).toBe('illegal-move')
  })
})

describe('a sheet of labels', () => {
  const origin = 'https://grid.example.gov.cn'
  const sheetOf = async (over: object = {}) =>
    (await labelsOf(world.house, { level: 'micro-grid', origin, ...over })).html

  it('prints each area once in millimetres, with its path and its day', async () => {
    const sheet = await sheetOf({ under: STREETS[1] })
    const shown = district.areas.filter(({ level, code }) => level === 'micro-grid' && code.startsWith(STREETS[1]))
    for (const { code } of shown) expect(sheet.split(`>${code}<`)).toHaveLength(2)
    expect(sheet).not.toContain(`>${STREETS[0]}00100101<`)
    expect(sheet).toContain('viewBox="0 0 210 297"')
    expect(sheet).toContain('中街道')
    expect(sheet).toContain('2023-01-01 起')
    expect((await sheetOf()).match(/<svg /g)).toHaveLength(Math.ceil(24 / LABELS_A_PAGE))
    expect((await sheetOf({ level: 'grid' })).match(/scale\(/g)).toHaveLength(12)
  })

  it('has codes that a reader opens at the very area', async () => {
    const sheet = await sheetOf()
    const read = [...sheet.matchAll(/scale\(([\d.]+)\)" d="([^"]+)"/g)].map(([, scale, path]) => {
      const side = Math.round(27 / Number(scale))
      const dark = new Set([...path!.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
      const inner = Array.from({ length: side - 8 }, (_, y) =>
        Array.from({ length: side - 8 }, (_, x) => dark.has(`${x + 4} ${y + 4}`)),
      )
      expect(inner.flat().filter(Boolean)).toHaveLength(dark.size)
      return readQr(inner)
    })
    const wanted = district.areas
      .filter(({ level }) => level === 'micro-grid')
      .map(({ code }) => `${origin}/#?place=${code}`)
    expect(read.toSorted()).toEqual(wanted.toSorted())
  })

  it('is refused with a reason where there is nothing to print', async () => {
    const problem = async (over: object) => (await sheetOf(over).catch((error: Problem) => error)) as Problem
    expect((await problem({ under: 'nowhere' })).code).toBe('not-found')
    expect((await problem({ edition: 9999 })).code).toBe('not-found')
    expect((await problem({ level: 'micro-grid', under: DISTRICT, edition: await empty() })).code).toBe('not-found')
    expect((await problem({ edition: await empty() })).code).toBe('invalid-input')
  })

  const empty = () => world.house.db.transaction((tx) => createEdition(tx, '空'))

  it('shows names as text, whatever is in them', async () => {
    const rows = await areasOf(world.house.db, draft)
    const one = rows.find(({ level }) => level === 'micro-grid')!
    const named = await world.house.db.transaction(async (tx) => {
      const id = await createEdition(tx, '<草稿>')
      await insertAreas(tx, id, [{ ...one, parent: null, name: '<script>"&' }])
      return id
    })
    const sheet = await sheetOf({ edition: named })
    expect(sheet).toContain('&lt;script&gt;&quot;&amp;')
    expect(sheet).not.toContain('<script>')
  })
})
