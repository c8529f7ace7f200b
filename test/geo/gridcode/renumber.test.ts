import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { land } from '../../../demo/land/land.ts'
import { readingOrder } from '../../../geo/gridcode/order.ts'
import { PROFILES } from '../../../geo/gridcode/profiles.ts'
import { type Numbered, renumber } from '../../../geo/gridcode/renumber.ts'
import { codeReport } from '../../../geo/gridcode/report.ts'
import { boundingBox, interiorPoint } from '../../../geo/interior.ts'
import type { Area } from '../../../geo/types.ts'
import { smallAreas } from '../../smallDistrict.ts'

const { 'grid-14': grid14, 'grid-15': grid15, free } = PROFILES
const placed = (areas: readonly Area[]): Numbered[] =>
  areas.map(({ level, code, parent, geometry }) => ({
    level,
    code,
    parent,
    at: interiorPoint(geometry)!,
    box: boundingBox(geometry)!,
  }))
const DEMO = land(1).areas
const small = placed(smallAreas())
const changesOf = (made: ReturnType<typeof renumber>) => {
  if ('refusal' in made) throw new Error(made.refusal.map(({ en }) => en).join('; '))
  return made.changes
}
/** The areas after a change: codes and parents exchanged. */
const after = (areas: readonly Numbered[], made: ReturnType<typeof renumber>): Numbered[] => {
  const to = new Map(changesOf(made).map((row) => [row.from, row.to]))
  return areas.map((area) => ({
    ...area,
    code: to.get(area.code) ?? area.code,
    parent: area.parent === null ? null : (to.get(area.parent) ?? area.parent),
  }))
}

describe('numbering', () => {
  const tile = (code: string, column: number, row: number, jitter = 0) => ({
    code,
    at: [column, -row + jitter] as const,
    box: [column - 0.5, -row - 0.5, column + 0.5, -row + 0.5] as const,
  })

  it('runs west to east, then north to south, in rows that bear a wobble', () => {
    const tiles = [tile('d', 0, 1, 0.2), tile('b', 1, 0, -0.3), tile('a', 0, 0), tile('c', 2, 0, 0.1), tile('e', 1, 1)]
    expect(
      readingOrder(tiles)
        .map(({ code }) => code)
        .join(''),
    ).toBe('abcde')
  })

  it('is the same however the areas come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: -9, max: 9 })), {
          minLength: 1,
          maxLength: 20,
          selector: ([x, y]) => `${x} ${y}`,
        }),
        fc.nat(),
        (cells, turn) => {
          const tiles = cells.map(([x, y, wobble], n) => tile(String(n), x, y, wobble / 25))
          const at = turn % tiles.length
          const turned = [...tiles.slice(at), ...tiles.slice(0, at)].reverse()
          expect(readingOrder(turned)).toEqual(readingOrder(tiles))
        },
      ),
    )
  })
})

describe('the report on codes', () => {
  it('finds nothing in the small district, and nothing but true gaps in the demo', () => {
    expect(codeReport(grid15, small)).toEqual([])
    expect(codeReport(grid15, DEMO).filter(({ kind }) => kind !== 'gap')).toEqual([])
  })

  it('finds what is planted', () => {
    const grid = small.find(({ level }) => level === 'grid')!
    const planted = [
      ...small.filter(({ code }) => code !== '350499001001001'),
      grid,
      grid,
      { ...grid, code: '3504990010010' },
      { ...grid, code: '350499001002009' },
      { ...grid, code: '350403001001002', parent: '350403001001' },
      { ...grid, code: '350499001001005' },
    ]
    const found = codeReport(grid15, planted).map(({ kind, code, numbers }) => [kind, code, ...(numbers ?? [])])
    expect(found).toContainEqual(['duplicate', grid.code])
    expect(found).toContainEqual(['form', '3504990010010'])
    expect(found).toContainEqual(['parent', '350499001002009'])
    expect(found).toContainEqual(['foreign', '350403001001002'])
    expect(found).toContainEqual(['gap', '350499001001', 3, 4])
    expect(codeReport(free, planted).map(({ kind }) => kind)).toEqual(['duplicate'])
  })
})

describe('renumbering', () => {
  it('is clean, keeps the tree, and done twice changes nothing more', () => {
    for (const areas of [small, placed(DEMO)]) {
      const asked = { levels: ['grid', 'micro-grid'], under: null } as const
      const once = after(areas, renumber(grid15, areas, asked))
      expect(codeReport(grid15, once)).toEqual([])
      expect(new Set(once.map(({ code }) => code)).size).toBe(areas.length)
      const codes = new Map(areas.map((area, n) => [area.code, once[n]!.code]))
      expect(once.map(({ parent }) => parent)).toEqual(areas.map(({ parent }) => parent && codes.get(parent)))
      expect(changesOf(renumber(grid15, once, asked))).toEqual([])
    }
  })

  it('takes the children along and numbers the northern micro-grid first', () => {
    const changes = changesOf(renumber(grid15, small, { levels: ['micro-grid'], under: '350499001001001' }))
    expect(changes.map(({ from, to }) => [from.slice(-5), to.slice(-5)]).sort()).toEqual([
      ['00101', '00102'],
      ['00102', '00101'],
    ])
    const shorter = changesOf(renumber(grid14, small, { levels: [], under: null }))
    expect(shorter.find(({ from }) => from === '35049900100100201')?.to).toBe('3504990010010201')
    expect(shorter.find(({ from }) => from === '350499001001002')?.to).toBe('35049900100102')
    expect(shorter.every(({ level }) => level === 'grid' || level === 'micro-grid')).toBe(true)
  })

  it('is refused for free codes, state levels, collisions and numbers that do not fit', () => {
    const says = (made: ReturnType<typeof renumber>) =>
      'refusal' in made ? made.refusal.map(({ en }) => en).join('; ') : 'done'
    expect(says(renumber(free, small, { levels: ['grid'], under: null }))).toContain('choose a profile')
    expect(says(renumber(grid15, small, { levels: ['street'], under: null }))).toContain('given by the state')
    const twin = { ...small.find(({ code }) => code === '350499001001001')!, code: '35049900100101' }
    expect(says(renumber(grid15, [...small, twin], { levels: [], under: null }))).toContain('would all become')
    const odd = { ...twin, code: 'X1' }
    expect(says(renumber(grid15, [...small, odd], { levels: [], under: null }))).toContain('no number to keep')
    const many = Array.from({ length: 100 }, (_, n) => ({ ...twin, code: `350499001001${n + 100}` }))
    expect(says(renumber(grid14, [...small, ...many], { levels: ['grid'], under: null }))).toContain('numbers for 99')
    const foreign = small.map((area) => (area.level === 'street' ? { ...area, code: 'S' } : area))
    expect(says(renumber(grid15, foreign.slice(0, 2), { levels: ['grid'], under: null }))).toContain('a street code')
  })
})
