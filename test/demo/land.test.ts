import { describe, expect, it } from 'vitest'
import { land } from '../../demo/land/land.ts'
import { buildAtlas } from '../../geo/atlas.ts'
import { checkCoverage } from '../../geo/coverage.ts'
import { loadGeos } from '../../geo/geos.ts'
import { interiorPoint } from '../../geo/interior.ts'

const drawn = land(7)
const of = (level: string) => drawn.areas.filter((area) => area.level === level)
const isTown = (code: string) => /^350405(001|002)0/.test(code)

describe('the demo land', { timeout: 180_000 }, () => {
  it('has the numbers of S2 and S4', () => {
    expect(of('district').map(({ code }) => code)).toEqual(['350405'])
    expect(of('street')).toHaveLength(12)
    expect(of('community').filter(({ code }) => isTown(code))).toHaveLength(17)
    expect(of('grid').filter(({ code }) => isTown(code))).toHaveLength(116)
    expect(of('micro-grid')).toHaveLength(1_030)
    expect(of('micro-grid').every(({ code }) => isTown(code))).toBe(true)
  })

  it('keeps the true codes and leaves the three special zones out', () => {
    expect(of('street').map(({ code, name }) => `${code.slice(6)} ${name}`)).toEqual(
      expect.arrayContaining(['001 凤岗街道', '002 虬江街道', '102 高砂镇', '203 湖源乡']),
    )
    expect(drawn.areas.filter(({ code }) => /^35040540[023]/.test(code))).toEqual([])
    expect(of('community').find(({ code }) => code === '350405001001')?.name).toBe('城西社区')
    expect(of('community').find(({ code }) => code === '350405200209')?.name).toBe('霞村村')
  })

  it('gives every village a grid and extends codes by 3, 3, 3 and 2 digits', () => {
    const parents = new Set(of('grid').map(({ parent }) => parent))
    expect(of('community').filter(({ code }) => !parents.has(code))).toEqual([])
    const digits = { district: 6, street: 9, community: 12, grid: 15, 'micro-grid': 17 }
    expect(drawn.areas.filter(({ level, code }) => code.length !== digits[level])).toEqual([])
    expect(drawn.areas.filter(({ parent, code }) => parent !== null && !code.startsWith(parent))).toEqual([])
    expect(new Set(drawn.areas.map(({ code }) => code)).size).toBe(drawn.areas.length)
  })

  it('says of every area that its shape is invented', () => {
    expect(drawn.areas.every(({ source }) => source.fictional && source.shape === '示意')).toBe(true)
    expect(of('district')[0]!.name).toContain('示意')
  })

  it.each([7, 8])('nests without gap or overlap (seed %i)', async (seed) => {
    const areas = seed === 7 ? drawn.areas : land(seed).areas
    expect(checkCoverage(await loadGeos(), areas, { districtDissolved: true })).toEqual([])
    expect(areas.filter(({ geometry }) => geometry.coordinates.length !== 1)).toEqual([])
  })

  it('uses the very same numbers on all levels and on both sides of a border', () => {
    const points = (level: string) =>
      new Set(of(level).flatMap(({ geometry }) => geometry.coordinates.flat(2).map((point) => String(point))))
    const grids = points('grid')
    for (const level of ['district', 'street', 'community']) {
      expect([...points(level)].filter((point) => !grids.has(point))).toEqual([])
    }
  })

  it('lets every smallest area find itself', () => {
    const atlas = buildAtlas(drawn.areas)
    const withParts = new Set(drawn.areas.map(({ parent }) => parent))
    const leaves = drawn.areas.filter(({ code }) => !withParts.has(code))
    const lost = leaves.filter(({ code, geometry }) => {
      const place = atlas.locate(interiorPoint(geometry)!)
      return place.kind !== 'located' || place.code !== code
    })
    expect(leaves.length).toBeGreaterThan(1_200)
    expect(lost.map(({ code }) => code)).toEqual([])
  })

  it('stays small enough to be sent', () => {
    expect(JSON.stringify(drawn.areas.map(({ geometry }) => geometry)).length).toBeLessThan(6_000_000)
  })
})
