import { readFileSync } from 'node:fs'
import path from 'node:path'
import { distance } from '@turf/turf'
import fc from 'fast-check'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { converter, geometryToWgs84, inBox, isRefusal, swappedAxes, toWgs84 } from '../../geo/crs.ts'
import { type OffsetSystem, toOffset } from '../../geo/offset.ts'
import type { LonLat } from '../../geo/types.ts'
import { testData } from '../testData.ts'

const metres = (a: LonLat, b: LonLat) => distance([...a], [...b], { units: 'meters' })

function place(crs: string, x: number, y: number): LonLat {
  const result = toWgs84(crs, x, y)
  if (isRefusal(result)) throw new Error(`${crs} ${x} ${y} refused: ${result.refusal}`)
  return result
}

const refusal = (crs: string, x: number, y: number) => {
  const result = toWgs84(crs, x, y)
  return isRefusal(result) ? result.refusal : null
}

const inChina = fc.tuple(fc.double({ min: 74, max: 135, noNaN: true }), fc.double({ min: 4, max: 54, noNaN: true }))

describe('offset systems', () => {
  it.each<OffsetSystem>(['gcj02', 'bd09'])('%s comes back within a millimetre everywhere in China', (system) => {
    fc.assert(
      fc.property(inChina, (at) => {
        expect(metres(place(system, ...toOffset(system, at)), at)).toBeLessThan(0.001)
      }),
      { numRuns: 2000 },
    )
  })

  it('moves Fujian by hundreds of metres', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 117, max: 120, noNaN: true }),
        fc.double({ min: 24, max: 28, noNaN: true }),
        (x, y) => {
          const off = metres(place('gcj02', x, y), [x, y])
          expect(off).toBeGreaterThan(300)
          expect(off).toBeLessThan(650)
          expect(metres(place('bd09', x, y), place('gcj02', x, y))).toBeGreaterThan(300)
        },
      ),
    )
  })

  it('always ends, in the seam along the edge of China’s box too', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 71.99, max: 72.02, noNaN: true }),
        fc.double({ min: -89, max: 89, noNaN: true }),
        (x, y) => {
          expect([null, 'no-such-place']).toContain(refusal('gcj02', x, y))
        },
      ),
    )
    expect(refusal('gcj02', 72.0041, 30)).toBe('no-such-place')
  })

  it('leaves the rest of the world where it is', () => {
    expect(place('gcj02', -87.6, 41.9)).toEqual([-87.6, 41.9])
  })

  it.skipIf(testData === undefined)(
    'agrees with the WGS84 file of four counties within 1 m (needs ONEGRID_TEST_DATA)',
    () => {
      const read = (name: string) =>
        JSON.parse(readFileSync(path.join(testData!, name), 'utf8')) as FeatureCollection<MultiPolygon>
      const there = read('fujian_counties_wgs84.geojson').features
      const convert = converter('gcj02')
      if (isRefusal(convert)) throw new Error('gcj02 is known')
      let compared = 0
      read('fujian_counties_gcj02.geojson').features.forEach((feature, i) => {
        const moved = geometryToWgs84(convert, feature.geometry)
        if (isRefusal(moved)) throw new Error(moved.got)
        const flat = (geometry: MultiPolygon) => geometry.coordinates.flat(2) as [number, number][]
        flat(moved).forEach((at, k) => {
          expect(metres(at, flat(there[i]!.geometry)[k]!)).toBeLessThan(1)
          compared++
        })
      })
      expect(compared).toBeGreaterThan(1000)
    },
  )
})

/** Gauss-Krüger by the series of Krüger (1912), as in JHS 154: another way than proj4's. */
function gaussKruger([lon, lat]: LonLat, meridian: number): [easting: number, northing: number] {
  const [a, f] = [6_378_137, 1 / 298.257222101]
  const n = f / (2 - f)
  const e = Math.sqrt(f * (2 - f))
  const [phi, lambda] = [(lat * Math.PI) / 180, ((lon - meridian) * Math.PI) / 180]
  const conformal = Math.sinh(Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi)))
  const xi = Math.atan2(conformal, Math.cos(lambda))
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(conformal, Math.cos(lambda)))
  const alpha = [
    n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16,
    (13 * n ** 2) / 48 - (3 * n ** 3) / 5,
    (61 * n ** 3) / 240,
  ]
  const radius = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)
  const sum = (first: number, term: (k: number) => number) =>
    alpha.reduce((s, c, i) => s + c * term(2 * (i + 1)), first)
  return [
    500_000 + radius * sum(eta, (k) => Math.cos(k * xi) * Math.sinh(k * eta)),
    radius * sum(xi, (k) => Math.sin(k * xi) * Math.cosh(k * eta)),
  ]
}

describe('projected CGCS2000', () => {
  const zones = [
    ...Array.from({ length: 11 }, (_, i) => ({ epsg: 4491 + i, meridian: 75 + 6 * i, prefix: 13 + i })),
    ...Array.from({ length: 11 }, (_, i) => ({ epsg: 4502 + i, meridian: 75 + 6 * i, prefix: 0 })),
    ...Array.from({ length: 21 }, (_, i) => ({ epsg: 4513 + i, meridian: 75 + 3 * i, prefix: 25 + i })),
    ...Array.from({ length: 21 }, (_, i) => ({ epsg: 4534 + i, meridian: 75 + 3 * i, prefix: 0 })),
  ]

  it('covers EPSG 4491 to 4554 without a gap', () => {
    expect(zones.map(({ epsg }) => epsg)).toEqual(Array.from({ length: 64 }, (_, i) => 4491 + i))
  })

  it('comes back within a millimetre in every zone, with and without its prefix', () => {
    const offset = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 4, max: 54, noNaN: true }))
    fc.assert(
      fc.property(fc.constantFrom(...zones), offset, ({ epsg, meridian, prefix }, [dLon, lat]) => {
        const at: LonLat = [meridian + dLon, lat]
        const [easting, northing] = gaussKruger(at, meridian)
        expect(metres(place(`EPSG:${epsg}`, prefix * 1_000_000 + easting, northing), at)).toBeLessThan(0.001)
      }),
      { numRuns: 1000 },
    )
  })

  it('names swapped axes, and reads them where they are declared', () => {
    const [easting, northing] = gaussKruger([117.8, 26.4], 117)
    expect(refusal('EPSG:4548', northing, easting)).toBe('swapped')
    expect(refusal('EPSG:4527', northing, 39_000_000 + easting)).toBe('swapped')
    const convert = converter('EPSG:4548')
    if (isRefusal(convert)) throw new Error('EPSG:4548 is known')
    const read = swappedAxes(convert)(northing, easting)
    expect(!isRefusal(read) && metres(read, [117.8, 26.4])).toBeLessThan(0.001)
  })

  it('refuses coordinates of another zone family and degrees', () => {
    const [easting, northing] = gaussKruger([117.8, 26.4], 117)
    expect(refusal('EPSG:4548', 39_000_000 + easting, northing)).toBe('out-of-range')
    expect(refusal('EPSG:4527', easting, northing)).toBe('out-of-range')
    expect(refusal('EPSG:4548', 117.8, 26.4)).toBe('out-of-range')
  })
})

describe('systems by name', () => {
  it('leaves WGS84, CGCS2000 and their EPSG numbers as they are', () => {
    for (const crs of ['wgs84', 'cgcs2000', 'EPSG:4326', 'EPSG:4490', 'EPSG:4269']) {
      expect(place(crs, 117.8, 26.4)).toEqual([117.8, 26.4])
    }
  })

  it.each(['EPSG:3857', 'EPSG:32650', 'EPSG:32750'])('%s comes back', (crs) => {
    const lat = crs === 'EPSG:32750' ? -26.4 : 26.4
    const [x, y] = proj4(crs, [117.8, lat]) as [number, number]
    expect(metres(place(crs, x, y), [117.8, lat])).toBeLessThan(0.001)
  })

  it('guesses nothing', () => {
    for (const crs of ['', 'WGS84', 'EPSG:9999', 'EPSG:4214', 'EPSG:32661', 'EPSG:32600', 'epsg:4326', 'toString']) {
      expect(refusal(crs, 117.8, 26.4)).toBe('unknown-system')
    }
  })

  it('refuses what is no place, and says swapped where swapping would fit', () => {
    expect(refusal('wgs84', 26.4, 117.8)).toBe('swapped')
    expect(refusal('gcj02', 26.4, 117.8)).toBe('swapped')
    expect(refusal('wgs84', 0, 91)).toBe('swapped')
    expect(refusal('wgs84', 117.8, 91)).toBe('out-of-range')
    expect(refusal('wgs84', 181, 0)).toBe('out-of-range')
    expect(refusal('wgs84', Number.NaN, 0)).toBe('not-finite')
    expect(refusal('EPSG:4548', 1, Infinity)).toBe('not-finite')
    expect(place('wgs84', 0, 0)).toEqual([0, 0])
  })

  it('passes a geometry’s first bad vertex on', () => {
    const convert = converter('wgs84')
    if (isRefusal(convert)) throw new Error('wgs84 is known')
    const bad = geometryToWgs84(convert, { type: 'Polygon', coordinates: [[[117, 26], [117, 95], []]] })
    expect(isRefusal(bad) && bad.refusal).toBe('out-of-range')
  })

  it('tells what lies in a box', () => {
    expect(inBox([117.8, 26.4], [117, 26, 118, 27])).toBe(true)
    expect(inBox([118.1, 26.4], [117, 26, 118, 27])).toBe(false)
  })
})
