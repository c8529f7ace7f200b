import { type GeoJSONVTTile, geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import { interiorPoint } from '../../../geo/interior.ts'
import type { LevelBoxes } from '../../../geo/levelBoxes.ts'
import { type Area, type Box, LEVELS, type Level, type LonLat } from '../../../geo/types.ts'
import { BUFFER, CUT, EXTENT } from './cut.ts'
import type { TileAddress } from './tileAddress.ts'
import type { TiledZone, Upper } from './upper.ts'

/** From which zoom a level is in the tiles, and from which its names are: what is never seen is never sent. */
export const TILED: Readonly<Record<Level, { borders: number; names: number }>> = {
  district: { borders: 0, names: Number.POSITIVE_INFINITY },
  // Streets are named in the language of the page.
  street: { borders: 0, names: Number.POSITIVE_INFINITY },
  community: { borders: 10, names: 11 },
  grid: { borders: 12, names: 13 },
  'micro-grid': { borders: 13, names: 15 },
}

/** Levels that are cut out of an index of few and long borders. */
const UPPER: readonly Level[] = ['district', 'street']

/** What the tiles of an edition are made of. */
export interface Borders {
  boxes: LevelBoxes
  labelOf: LabelOf
  upper: Upper
}

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
 * A Mapbox vector tile of the borders: a layer a level with `code` and `name`, a layer `<level>-points` where the names
 * below the streets stand, and a layer `zone` with `code` and `turn`, its place among the zones given. Empty bytes where
 * nothing of the edition is.
 */
export function tileOf(
  { boxes, labelOf, upper }: Borders,
  address: TileAddress,
  zones: readonly TiledZone[],
): Uint8Array {
  const layers: Record<string, GeoJSONVTTile> = {}
  const add = (name: string, tile: GeoJSONVTTile | null) => {
    if (tile !== null) layers[name] = tile
  }
  for (const level of LEVELS) {
    const from = TILED[level]
    if (address.z < from.borders) continue
    if (UPPER.includes(level)) {
      add(level, upper.level(level)(address))
      continue
    }
    const areas = boxes.meeting(level, boxOf(address, BUFFER / EXTENT))
    add(level, cut(areas.map(bordered), address))
    if (address.z >= from.names) add(`${level}-points`, cut(named(areas, labelOf, boxOf(address, 0)), address))
  }
  if (zones.length > 0) add('zone', upper.zones(zones)(address))
  return fromGeojsonVt(layers, { version: 2, extent: EXTENT })
}

function cut(features: Feature[], { z, x, y }: TileAddress): GeoJSONVTTile | null {
  if (features.length === 0) return null
  return geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, { ...CUT, clip: true })
}

const bordered = ({ code, name, geometry }: Area): Feature => ({
  type: 'Feature',
  properties: { code, name },
  geometry,
})

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
