import { describe, expect, it } from 'vitest'
import { Fields } from '../../../../server/territory/import/fields.ts'
import { suggest } from '../../../../server/territory/import/suggest.ts'

function suggested(rows: Record<string, unknown>[], words = '') {
  const fields = new Fields()
  for (const row of rows) fields.add(row)
  return suggest(fields.list(), rows.length, words)
}

describe('suggested columns', () => {
  it.each([
    [
      'Chinese names of columns',
      { 编码: '350405001', 名称: '虬江街道', 上级编码: '350405' },
      '编码',
      '名称',
      '上级编码',
    ],
    ['those of the land survey', { BSM: 7, XZQDM: '350405001', XZQMC: '虬江街道' }, 'XZQDM', 'XZQMC', null],
    ['English ones', { OBJECTID: 9, code: 'S1', name: 'West', parent_code: 'D' }, 'code', 'name', 'parent_code'],
  ])('follow %s', (_, row, code, name, parent) => {
    const second = Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        key === parent ? value : typeof value === 'number' ? value + 1 : `${value}2`,
      ]),
    )
    expect(suggested([row, second])).toMatchObject({ code, name, parent })
  })

  it('leave out what cannot be stored: NUL and halves of surrogate pairs, in values and in names', () => {
    const fields = new Fields()
    fields.add({ code: 'A\0', name: 'B\ud800', 'x\0': 1, plain: 'C' })
    expect(fields.list().map(({ name, filled }) => [name, filled])).toEqual([
      ['code', 0],
      ['name', 0],
      ['plain', 1],
    ])
  })

  it('prefer what is there for every feature and never twice', () => {
    const rows = [1, 2, 3].map((n) => ({ id: 1, key: `K${n}`, text: `地名${n}`, remark: n === 1 ? 'x' : null }))
    expect(suggested(rows)).toMatchObject({ code: 'key', name: 'text' })
  })

  it('come with a level, by the words of the file or the number of features', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ code: `c${n}`, name: `n${n}` }))
    expect(suggested(rows(5), '微网格2026.zip').level).toBe('micro-grid')
    expect(suggested(rows(5), '社区.geojson').level).toBe('community')
    expect(suggested(rows(1)).level).toBe('district')
    expect(suggested(rows(12)).level).toBe('street')
    expect(suggested(rows(5000)).level).toBe('micro-grid')
  })

  it('have nothing to say of a file without columns', () => {
    expect(suggested([{}, {}])).toMatchObject({ code: null, name: null, parent: null })
  })
})
