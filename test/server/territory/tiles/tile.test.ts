import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { PbfReader as Pbf } from 'pbf'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../../../bench/coverage.ts'
import { buildAtlas } from '../../../../geo/atlas.ts'
import { dissolve } from '../../../../geo/dissolve.ts'
import { loadGeos } from '../../../../geo/geos.ts'
import { areaM2 } from '../../../../geo/interior.ts'
import { levelBoxes } from '../../../../geo/levelBoxes.ts'
import { NEAREST_TILE } from '../../../../server/territory/tiles/cut.ts'
import { outlinesOf } from '../../../../server/territory/tiles/outlines.ts'
import { boxOf, labelPoints, TILED, tileOf } from '../../../../server/territory/tiles/tile.ts'
import { type TiledZone, upperBorders } from '../../../../server/territory/tiles/upper.ts'
import { smallAreas as areas, STREETS } from '../../../smallDistrict.ts'

const boxes = levelBoxes(buildAtlas(areas()))
const labelOf = labelPoints()
const geos = await loadGeos()
const borders = { boxes, labelOf, upper: upperBorders(boxes, geos) }
const read = (z: number, x: number, y: number, zones: readonly TiledZone[] = []) =>
  new VectorTile(new Pbf(tileOf(borders, { z, x, y }, zones)))

/** The tiles of a zoom that meet the district. */
function* tilesAt(z: number) {
  const [west, south, east, north] = [117.76, 26.38, 117.82, 26.42]
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
  const row = (lat: number) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(north); y <= row(south); y++) yield { z, x, y }
  }
}

describe('vector tiles of an edition', () => {
  it('hold every area of a level that is seen at their zoom, and none that is not', () => {
    for (const z of [6, 9, 10, 12, 13, 16]) {
      const seen = new Set<string>()
      for (const { x, y } of tilesAt(z)) {
        for (const [name, layer] of Object.entries(read(z, x, y).layers)) {
          for (let k = 0; k < layer.length; k++) seen.add(`${name} ${layer.feature(k).properties.code}`)
        }
      }
      const expected = areas().flatMap(({ level, code }) => {
        const from = TILED[level]
        return [
          ...(z >= from.borders ? [`${level} ${code}`] : []),
          ...(z >= from.names ? [`${level}-points ${code}`] : []),
        ]
      })
      expect([...seen].sort()).toEqual(expected.sort())
    }
  })

  it('write each name in exactly one tile', () => {
    const named: string[] = []
    for (const { z, x, y } of tilesAt(16)) {
      const layer = read(z, x, y).layers['micro-grid-points']
      for (let k = 0; k < (layer?.length ?? 0); k++) named.push(String(layer!.feature(k).properties.code))
    }
    expect(named.sort()).toEqual(
      areas()
        .flatMap(({ level, code }) => (level === 'micro-grid' ? [code] : []))
        .sort(),
    )
  })

  it('draw borders where they are, to the width of a tile unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tilesAt(14)), ({ z, x, y }) => {
        const layer = read(z, x, y).layers['micro-grid']
        const [west, south, east, north] = boxOf({ z, x, y }, 64 / 4096)
        const unit = (east - west) / 4096
        for (let k = 0; k < (layer?.length ?? 0); k++) {
          const { geometry } = layer!.feature(k).toGeoJSON(x, y, z)
          const rings = geometry.type === 'Polygon' ? geometry.coordinates : []
          for (const [lon, lat] of rings.flat()) {
            const onGrid = (at: number, from: number) =>
              Math.abs((at - from) / 0.01 - Math.round((at - from) / 0.01)) * 0.01
            const atEdge = Math.min(...[lon! - west, east - lon!, lat! - south, north - lat!].map(Math.abs))
            expect(Math.min(onGrid(lon!, 117.76), onGrid(lat!, 26.38), atEdge)).toBeLessThan(3 * unit)
          }
        }
      }),
    )
  })

  it('hold the zones that are asked for, as the union of their streets, numbered in turn', () => {
    const zones = [
      { code: 'west', streets: [STREETS[0], STREETS[1]] },
      { code: 'none', streets: ['999'] },
      { code: 'east', streets: [STREETS[2]] },
    ]
    for (const z of [8, 12, 15]) {
      const found = new Map<unknown, unknown>()
      let [west, east] = [180, -180]
      for (const { x, y } of tilesAt(z)) {
        const layer = read(z, x, y, zones).layers.zone!
        for (let k = 0; k < layer.length; k++) {
          const { code, turn } = layer.feature(k).properties
          found.set(code, turn)
          if (code !== 'west' || z !== 8) continue
          const { geometry } = layer.feature(k).toGeoJSON(x, y, z)
          for (const [lon] of geometry.type === 'Polygon' ? geometry.coordinates.flat() : []) {
            west = Math.min(west, lon!)
            east = Math.max(east, lon!)
          }
        }
      }
      expect(found).toEqual(
        new Map([
          ['west', 0],
          ['east', 2],
        ]),
      )
      if (z === 8) expect([west, east]).toEqual([expect.closeTo(117.76, 3), expect.closeTo(117.8, 3)])
    }
    expect(read(12, 3388, 1736).layers.zone).toBeUndefined()
  })

  it('are empty away from the district, and made no nearer than the nearest', () => {
    expect(tileOf(borders, { z: 14, x: 0, y: 0 }, [])).toHaveLength(0)
    expect(NEAREST_TILE).toBe(16)
  })
})

describe('the thinned outlines of an edition', () => {
  it('are few, share their borders, and cover the district exactly', () => {
    const { areas: many } = coverage({ leaves: 729 * 6, seed: 7, holeEvery: 0 })
    const upper = many.filter(({ level }) => level === 'district' || level === 'street')
    const dissolved = upper.map((area) => ({ ...area, geometry: dissolve(geos, [area.geometry]) }))
    const wide = levelBoxes(buildAtlas(dissolved))
    const { district, street } = outlinesOf(wide, labelPoints(), geos)
    const whole = wide.all('street')
    expect(street.features.map(({ properties }) => properties!.code)).toEqual(whole.map(({ code }) => code))
    const vertices = (features: readonly { geometry: Geometry }[]) =>
      JSON.stringify(features.map(({ geometry }) => geometry)).split('],[').length
    expect(vertices(whole)).toBeGreaterThan(20_500)
    expect(vertices(street.features)).toBeLessThan(20_500)
    const shapes = street.features.map(({ geometry }) => geometry as Polygon | MultiPolygon)
    expect(geos.scope(({ mismatched }) => mismatched(shapes))).not.toContain(true)
    const sum = (all: readonly { geometry: Geometry }[]) =>
      all.reduce((m2, { geometry }) => m2 + areaM2(geometry as Polygon), 0)
    expect(sum(street.features) / sum(district.features)).toBeCloseTo(1, 6)
    expect(sum(street.features) / sum(whole)).toBeCloseTo(1, 2)
  })
})
