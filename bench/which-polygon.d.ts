declare module 'which-polygon' {
  import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

  /** The properties of a polygon that holds the point, null where none does. */
  export default function whichPolygon<P>(
    data: FeatureCollection<Polygon | MultiPolygon, P>,
  ): (point: [lon: number, lat: number]) => P | null
}
