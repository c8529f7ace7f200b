import { type GeoJSONVTTile, geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, FeatureCollection } from 'geojson'
import { interiorPoint } from '../../../geo/interior.ts'
import type { LevelBoxes } from '../../../geo/levelBoxes.ts'
import type { Area, Box, Level, LonLat } from '../../../geo/types.ts'

/** A tile of the usual pyramid: web mercator, row 0 in the north. */
export interface TileAddress {
  z: number
  x: number
  y: number
}

/** From which zoom a level is in the tiles, and from which its names are: what is never seen is never sent. */
export const TILED: Readonly<Record<Exclude<Level, 'district' | 'street'>, { borders: number; names: number }>> = {
  community: { borders: 10, names: 11 },
  grid: { borders: 12, names: 13 },
  'micro-grid': { borders: 13, names: 15 },
}

/** Tiles are made up to this zoom; nearer ones are drawn from it. */
export const NEAREST_TILE = 16

const EXTENT = 4096
/** How far a tile reaches beyond its edge, so that borders there are drawn whole: tile units. */
const BUFFER = 64

/** Where an area's name stands; it is looked for once. */
export type LabelOf = (area: Area) => LonLat | null

/** Label points by area: kept as long as the areas are. */
export function labelPoints(): LabelOf {
  const known = new WeakMap<Area, LonLat | null>()
  return (area) => {
    if (!known.has(area)) known.set(area, interiorPoint(area.geometry))
    return known.get(area)!
  }
}

/**
 * A Mapbox vector tile of the borders below the streets: a layer a level with `code` and `name`, and a layer
 * `<level>-points` where the names stand. Empty bytes where nothing of the edition is.
 */
export function tileOf(boxes: LevelBoxes, labelOf: LabelOf, { z, x, y }: TileAddress): Uint8Array {
  const box = boxOf({ z, x, y }, BUFFER / EXTENT)
  const layers: Record<string, GeoJSONVTTile> = {}
  const cut = (name: string, features: Feature[]) => {
    const collection: FeatureCollection = { type: 'FeatureCollection', features }
    const options = { extent: EXTENT, buffer: BUFFER, maxZoom: NEAREST_TILE, tolerance: 3, clip: true }
    if (features.length > 0) layers[name] = geoJSONToTile(collection, z, x, y, options)
  }
  for (const [level, from] of Object.entries(TILED) as [keyof typeof TILED, { borders: number; names: number }][]) {
    if (z < from.borders) continue
    const areas = boxes.meeting(level, box)
    cut(
      level,
      areas.map(({ code, name, geometry }) => ({ type: 'Feature', properties: { code, name }, geometry })),
    )
    if (z >= from.names) cut(`${level}-points`, named(areas, labelOf, boxOf({ z, x, y }, 0)))
  }
  return fromGeojsonVt(layers, { version: 2, extent: EXTENT })
}

/** A name belongs to the one tile its point lies in: nothing is written twice. */
function named(areas: readonly Area[], labelOf: LabelOf, [west, south, east, north]: Box): Feature[] {
  return areas.flatMap((area): Feature[] => {
    const at = labelOf(area)
    if (at === null || at[0] < west || at[0] >= east || at[1] < south || at[1] >= north) return []
    const { code, name } = area
    return [{ type: 'Feature', properties: { code, name }, geometry: { type: 'Point', coordinates: [...at] } }]
  })
}

/** The box of a tile in degrees, widened by a share of its width. */
export function boxOf({ z, x, y }: TileAddress, margin: number): Box {
  const tiles = 2 ** z
  const lon = (column: number) => (column / tiles) * 360 - 180
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / tiles))) * 180) / Math.PI
  return [lon(x - margin), lat(y + 1 + margin), lon(x + 1 + margin), lat(y - margin)]
}
