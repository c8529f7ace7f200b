import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { HU_TZU_SHAN } from '../../geo/crs.ts'
import { judgeCrs, likelySystems } from '../../geo/crsGuess.ts'
import { toOffset } from '../../geo/offset.ts'
import { PointSample } from '../../geo/pointSample.ts'
import type { Box } from '../../geo/types.ts'
import { testData } from '../testData.ts'

type Points = [x: number, y: number][]
const box: Box = [117.6, 26.2, 117.95, 26.6]
/** The district's outline: its corners and points between them. */
const outline: Points = Array.from({ length: 40 }, (_, n) => {
  const t = (n % 10) / 10
  const [w, s, e, nn] = box
  const sides: Points = [
    [w + (e - w) * t, s],
    [e, s + (nn - s) * t],
    [e - (e - w) * t, nn],
    [w, nn - (nn - s) * t],
  ]
  return sides[Math.floor(n / 10)]!
})
const tmerc = (meridian: number, easting = 500_000) => `+proj=tmerc +lon_0=${meridian} +x_0=${easting} +ellps=GRS80`
const projected = (definition: string): Points => outline.map((at) => proj4(definition, at) as [number, number])
const swapped = (points: Points): Points => points.map(([x, y]) => [y, x])
const first = (points: Points, district: Box | null = box) => likelySystems(points, district)[0]

describe('the likely system of raw points', () => {
  it.each([
    ['wgs84', outline],
    ['gcj02', outline.map((at) => [...toOffset('gcj02', at)] as [number, number])],
    ['bd09', outline.map((at) => [...toOffset('bd09', at)] as [number, number])],
    ['EPSG:3857', projected('EPSG:3857')],
    ['EPSG:4548', projected(tmerc(117))],
    ['EPSG:4527', projected(tmerc(117, 39_500_000))],
    ['EPSG:4498', projected(tmerc(117, 20_500_000))],
    ['EPSG:4549', projected(tmerc(120))],
    ['EPSG:32650', projected('+proj=utm +zone=50 +datum=WGS84')],
  ] as [string, Points][])('%s is found first, the right way round and with swapped axes', (crs, points) => {
    expect(first(points)).toMatchObject({ crs, swapped: false, inside: 1 })
    expect(first(points)!.overlap).toBeGreaterThan(0.99)
    expect(first(swapped(points))).toMatchObject({ crs, swapped: true, inside: 1 })
  })

  it('is looked for in China while no district is known', () => {
    expect(first(outline, null)).toMatchObject({ crs: 'wgs84', swapped: false, inside: 1 })
    expect(first(swapped(outline), null)).toMatchObject({ crs: 'wgs84', swapped: true })
    expect(first(projected(tmerc(117, 39_500_000)), null)).toMatchObject({ crs: 'EPSG:4527', inside: 1 })
  })

  it('is none while no district is known and every zone of China would do', () => {
    expect(likelySystems(projected(tmerc(117)), null)).toEqual([])
    expect(likelySystems(projected(tmerc(120)), null, ['EPSG:4549'])).toMatchObject([{ crs: 'EPSG:4549' }])
  })

  it('is nothing where nothing fits', () => {
    expect(
      likelySystems(
        [
          [Number.NaN, 1],
          [1e12, 1e12],
        ],
        box,
      ),
    ).toEqual([])
    expect(likelySystems([], box)).toEqual([])
  })
})

describe('a declared system', () => {
  it('that is right is let through; so is a file that covers a part, or a little more', () => {
    expect(judgeCrs({ crs: 'wgs84' }, outline, box)).toMatchObject({ fits: true, proposals: [] })
    expect(judgeCrs({ crs: 'wgs84' }, outline.slice(0, 10), box).fits).toBe(true)
    const wider = outline.map(([x, y]) => [x + (x > 117.8 ? 0.002 : 0), y] as [number, number])
    expect(judgeCrs({ crs: 'wgs84' }, wider, box).fits).toBe(true)
    expect(judgeCrs({ crs: 'EPSG:4548' }, projected(tmerc(117)), box).fits).toBe(true)
  })

  it('that is wrong is told apart, with the right one proposed', () => {
    const gcj = outline.map((at) => [...toOffset('gcj02', at)] as [number, number])
    expect(judgeCrs({ crs: 'wgs84' }, gcj, box)).toMatchObject({ fits: false, proposals: [{ crs: 'gcj02' }] })
    expect(judgeCrs({ crs: 'gcj02' }, outline, box)).toMatchObject({ fits: false, proposals: [{ crs: 'wgs84' }, {}] })
    const zoned = projected(tmerc(117))
    expect(judgeCrs({ crs: 'EPSG:4549' }, zoned, box)).toMatchObject({ fits: false })
    expect(judgeCrs({ crs: 'EPSG:4549' }, zoned, box).proposals[0]).toMatchObject({ crs: 'EPSG:4548', swapped: false })
    expect(judgeCrs({ crs: 'wgs84' }, swapped(outline), box).proposals[0]).toMatchObject({
      crs: 'wgs84',
      swapped: true,
    })
  })

  it('that puts everything elsewhere is refused even where no other system helps', () => {
    const elsewhere = outline.map(([x, y]) => [x + 5, y] as [number, number])
    expect(judgeCrs({ crs: 'wgs84' }, elsewhere, box)).toMatchObject({ fits: false, proposals: [] })
  })

  it('of a district abroad is believed while its place is unknown', () => {
    const abroad = outline.map(([x, y]) => [x - 205, y + 15] as [number, number])
    expect(judgeCrs({ crs: 'wgs84' }, abroad, null).fits).toBe(true)
  })
})

describe('a sample', () => {
  it('is bounded, and keeps the outermost points wherever they come', () => {
    for (const far of [0, 1, 50_000, 99_999]) {
      const sample = new PointSample()
      for (let n = 0; n < 100_000; n++) sample.add(n === far ? -500 : Math.sin(n), n === far ? 500 : Math.cos(n))
      const points = sample.points()
      expect(points.length).toBeLessThan(520)
      expect(points.length).toBeGreaterThan(200)
      expect(points).toContainEqual([-500, 500])
    }
  })

  it('takes geometries of any depth', () => {
    const sample = new PointSample()
    sample.addAll([
      [
        [
          [1, 2],
          [3, 4, 5],
        ],
      ],
      ['x'],
      [],
      [[7]],
    ])
    expect(new Set(sample.points().map(String))).toEqual(new Set(['1,2', '3,4']))
  })
})

describe.skipIf(testData === undefined)('real files (need ONEGRID_TEST_DATA)', () => {
  const features = (name: string) =>
    (JSON.parse(readFileSync(path.join(testData!, name), 'utf8')) as { features: Feature<Polygon | MultiPolygon>[] })
      .features
  const sampleOf = (some: readonly Feature<Polygon | MultiPolygon>[]) => {
    const sample = new PointSample()
    for (const { geometry } of some) sample.addAll(geometry.coordinates)
    return sample.points()
  }
  const boxOf = (points: Points): Box => {
    const xs = points.map(([x]) => x)
    const ys = points.map(([, y]) => y)
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  }

  it('refuses Chicago’s wrongly projected file by its position and finds its datum, Hu Tzu Shan (EPSG:4236)', () => {
    const chicago = boxOf(sampleOf(features('chicago_community_areas.geojson')))
    const bad = sampleOf(features('chicago_community_areas_BAD_CRS.geojson'))
    const verdict = judgeCrs({ crs: 'wgs84' }, bad, chicago)
    expect(verdict).toMatchObject({ fits: false, declared: { crs: 'wgs84' }, proposals: [{ crs: HU_TZU_SHAN }, {}] })
    const declared = judgeCrs({ crs: 'EPSG:4236' }, bad, chicago)
    expect(declared).toMatchObject({ fits: false, declared: { inside: 0 } })
    expect(declared.proposals[0]).toMatchObject({ crs: HU_TZU_SHAN, swapped: false })
    expect(verdict.proposals[0]!.overlap).toBeGreaterThan(0.9999)
    expect(judgeCrs({ crs: 'wgs84' }, sampleOf(features('chicago_police_beats.geojson')), chicago).fits).toBe(true)
  })

  it('tells GCJ-02 and WGS84 apart in each of four counties', () => {
    const offset = features('fujian_counties_gcj02.geojson')
    features('fujian_counties_wgs84.geojson').forEach((county, n) => {
      const there = boxOf(sampleOf([county]))
      const verdict = (crs: string, of: typeof offset) => judgeCrs({ crs }, sampleOf(of), there)
      expect(verdict('wgs84', [county]).fits).toBe(true)
      expect(verdict('gcj02', [offset[n]!]).fits).toBe(true)
      expect(verdict('wgs84', [offset[n]!])).toMatchObject({ fits: false, proposals: [{ crs: 'gcj02' }] })
      expect(verdict('gcj02', [county])).toMatchObject({ fits: false, proposals: [{ crs: 'wgs84' }, {}] })
    })
  })
})
