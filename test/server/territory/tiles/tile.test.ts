import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader as Pbf } from 'pbf'
import { describe, expect, it } from 'vitest'
import { buildAtlas } from '../../../../geo/atlas.ts'
import { levelBoxes } from '../../../../geo/levelBoxes.ts'
import { boxOf, labelPoints, NEAREST_TILE, TILED, tileOf } from '../../../../server/territory/tiles/tile.ts'
import { smallAreas as areas } from '../../../smallDistrict.ts'

const boxes = levelBoxes(buildAtlas(areas()))
const labelOf = labelPoints()
const read = (z: number, x: number, y: number) => new VectorTile(new Pbf(tileOf(boxes, labelOf, { z, x, y })))

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
    for (const z of [9, 10, 12, 13, 16]) {
      const seen = new Set<string>()
      for (const { x, y } of tilesAt(z)) {
        for (const [name, layer] of Object.entries(read(z, x, y).layers)) {
          for (let k = 0; k < layer.length; k++) seen.add(`${name} ${layer.feature(k).properties.code}`)
        }
      }
      const expected = areas().flatMap(({ level, code }) => {
        const from = TILED[level as keyof typeof TILED]
        return from === undefined
          ? []
          : [
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

  it('are empty away from the district, and made no nearer than the nearest', () => {
    expect(tileOf(boxes, labelOf, { z: 14, x: 0, y: 0 })).toHaveLength(0)
    expect(NEAREST_TILE).toBe(16)
  })
})
