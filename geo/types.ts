/**
 * The nouns of the map. Coordinates are always [longitude, latitude] in degrees, WGS84 (CGCS2000 is the same
 * at this accuracy), unless a name says otherwise. This is said once, here.
 */
import type { MultiPolygon, Polygon } from 'geojson'

/** [longitude, latitude], degrees, WGS84. */
export type LonLat = readonly [lon: number, lat: number]

/** [west, south, east, north], degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** From the whole to the smallest; a level's parent is the one before it. */
export const LEVELS = ['district', 'street', 'community', 'grid', 'micro-grid'] as const
export type Level = (typeof LEVELS)[number]

export interface Area {
  level: Level
  code: string
  name: string
  /** Code of the area one level up; null only at the top. */
  parent: string | null
  geometry: Polygon | MultiPolygon
}

/** The codes a place stands in, one a level, from the district down to the smallest level that the edition has there. */
export type Path = Readonly<Partial<Record<Level, string>>>

/** An area of the smallest level that the true position may as well have been in. */
export interface Rival {
  code: string
  path: Path
  /** Metres from the given point to that area. */
  distanceM: number
}

/** The point fell in exactly one area of every level that exists there. */
export interface Located {
  kind: 'located'
  code: string
  path: Path
  /** Metres to the nearest border of the smallest level. */
  borderM: number
  /** Other smallest areas within the accuracy, nearest first. */
  rivals: Rival[]
}

/** The point fell in no area; the nearest is offered with its distance, null where the edition is empty. */
export interface Unlocated {
  kind: 'unlocated'
  nearest: Rival | null
}

export type Place = Located | Unlocated
