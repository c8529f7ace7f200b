import type { Crs } from '../../../geo/crs.ts'

export const FORMATS = ['geojson', 'shapefile', 'geopackage', 'flatgeobuf', 'kml', 'topojson'] as const
export type BoundaryFormat = (typeof FORMATS)[number]

/** What a boundary file says of its coordinate system: a name of `geo/crs.ts`, or the WKT text of a `.prj`. */
export type DeclaredCrs = Crs

/** A geometry as the file has it: GeoJSON's shape, nothing about its numbers proven. Heights are left out. */
export interface RawGeometry {
  type: string
  coordinates?: unknown
  geometries?: unknown
}

export interface RawFeature {
  properties: Record<string, unknown>
  /** null where the feature has none. */
  geometry: RawGeometry | null
  /** Bytes of the file consumed so far, of `totalBytes`. */
  bytesRead: number
}

/** How the encoding of a file's texts came to be known; 'format' where the format allows one only. */
export interface TextEncoding {
  name: string
  by: 'asked' | 'cpg' | 'ldid' | 'mark' | 'detected' | 'format'
}

/** One boundary file, open for reading (by `openBoundaryFile` of open.ts). Its features can be read any number of times, each time from the start. */
export interface BoundarySource {
  format: BoundaryFormat
  /** Tables, folders, objects or shapefiles in it; `features` is null where the count is unknown before reading. */
  layers: readonly { name: string; features: number | null }[]
  /** The layer that is read: the asked or the only one; null where there are several and none was asked. */
  layer: string | null
  /** The coordinate system the layer declares; null where it declares none. Coordinates come as x (longitude, easting), y. */
  declared: DeclaredCrs | null
  encoding: TextEncoding | null
  /** What was amiss and could be read all the same (no .shx, no .prj, a datum whose way to WGS84 is not given …). */
  notes: readonly { zh: string; en: string }[]
  /**
   * The features of the layer in the file's order; memory does not grow with the file (TopoJSON, which cannot be
   * streamed, is bounded by size). Ending the loop early releases what it holds.
   * @throws Problem invalid-input (no layer chosen), unreadable-file: flaws name file, layer and feature (from 0).
   */
  features(): AsyncIterable<RawFeature>
  totalBytes: number
  /** Releases everything, temporary files included. */
  close(): Promise<void>
}
