import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import type { Feature } from 'geojson'
import type { Geos } from '../../../geo/geos.ts'
import type { LevelBoxes } from '../../../geo/levelBoxes.ts'
import type { Level } from '../../../geo/types.ts'
import { zoneGeometry } from '../../../geo/zones.ts'
import { CUT } from './cut.ts'
import type { TileAddress } from './tileAddress.ts'

/** A zone as tiles draw it: its streets, and its place in the list by which neighbours get different tints. */
export interface TiledZone {
  code: string
  streets: readonly string[]
}

/** Cuts one tile out of few and long borders; null where none of them is. */
export type Cut = (address: TileAddress) => GeoJSONVTTile | null

/** The borders that are few and long: each is thinned once for all zooms, not anew in every tile. */
export interface Upper {
  level(level: Level): Cut
  /** @param zones the zones whose union of streets is wanted; few sets are held at a time */
  zones(zones: readonly TiledZone[]): Cut
}

/** An index keeps what it has cut on the way to a tile; after so many tiles it is laid anew. */
const CUTS = 4000
/** Sets of zones held of an edition. */
const SETS = 2

export function upperBorders(boxes: LevelBoxes, geos: Geos): Upper {
  const levels = new Map<Level, Cut>()
  const sets = new Map<string, Cut>()
  return {
    level(level) {
      const cut = levels.get(level) ?? cutter(boxes.all(level).map(featureOf))
      levels.set(level, cut)
      return cut
    },
    zones(zones) {
      const key = JSON.stringify(zones)
      const cut = sets.get(key) ?? cutter(zoneFeatures(zones, boxes, geos))
      sets.delete(key)
      sets.set(key, cut)
      for (const oldest of [...sets.keys()].slice(0, -SETS)) sets.delete(oldest)
      return cut
    },
  }
}

const featureOf = ({ code, name, geometry }: { code: string; name: string } & Pick<Feature, 'geometry'>): Feature => ({
  type: 'Feature',
  properties: { code, name },
  geometry,
})

function zoneFeatures(zones: readonly TiledZone[], boxes: LevelBoxes, geos: Geos): Feature[] {
  const streets = new Map(boxes.all('street').map((street) => [street.code, street]))
  return zones.flatMap(({ code, streets: members }, turn): Feature[] => {
    const { geometry } = zoneGeometry(geos, members, streets)
    return geometry === null ? [] : [{ type: 'Feature', properties: { code, turn }, geometry }]
  })
}

function cutter(features: Feature[]): Cut {
  const lay = () => new GeoJSONVT({ type: 'FeatureCollection', features }, { ...CUT, indexMaxZoom: 0 })
  let index = lay()
  let cuts = 0
  return ({ z, x, y }) => {
    if (++cuts % CUTS === 0) index = lay()
    const tile = index.getTile(z, x, y)
    return tile === null || tile.features.length === 0 ? null : tile
  }
}
