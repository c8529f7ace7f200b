import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { loadGeos } from '../../geo/geos.ts'
import type { Area } from '../../geo/types.ts'
import { zoneGeometry } from '../../geo/zones.ts'
import type { AreaRow } from './store.ts'
import type { ChiefedZone } from './zoneStore.ts'

const rounded = ([lon, lat]: Position): Position => [Number(lon!.toFixed(6)), Number(lat!.toFixed(6))]

/** A geometry at six decimals of a degree, about 0.1 m: what maps draw. */
export function drawn(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  const rings = (polygon: Position[][]) => polygon.map((ring) => ring.map(rounded))
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: rings(geometry.coordinates) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(rings) }
}

/** An area as the map draws it. */
export const drawnArea = ({ code, name, parent, label, geometry }: AreaRow): Feature => ({
  type: 'Feature',
  properties: { code, name, parent, label: rounded([...label]) },
  geometry: drawn(geometry),
})

/** An area at full precision, with all that is stored beside it: what an editor works on. */
export const exactArea = ({ geometry, ...properties }: AreaRow): Feature => ({
  type: 'Feature',
  properties: { ...properties },
  geometry,
})

export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** Zones with their streets and chief; a zone none of whose streets is in the edition has no geometry. */
export async function zonesAsGeoJson(
  zones: readonly ChiefedZone[],
  streets: readonly Area[],
): Promise<FeatureCollection<Polygon | MultiPolygon | null>> {
  const geos = await loadGeos()
  const byCode = new Map(streets.map((street) => [street.code, street]))
  const features = zones.map((zone): Feature<Polygon | MultiPolygon | null> => {
    const { geometry, missing } = zoneGeometry(geos, zone.streets, byCode)
    return { type: 'Feature', properties: { ...zone, missing }, geometry: geometry && drawn(geometry) }
  })
  return { type: 'FeatureCollection', features }
}
