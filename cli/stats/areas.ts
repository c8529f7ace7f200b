import { readFile } from 'node:fs/promises'
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Point, Polygon, Position } from 'geojson'
import { z } from 'zod'
import { type Scale, scaleAt } from '../../geo/distance.ts'
import { interiorPoint } from '../../geo/interior.ts'
import { accept } from '../../server/contract.ts'
import { Problem } from '../../server/errors.ts'

/** A file of areas, its features as they came. */
export interface AreaFile {
  collection: FeatureCollection<Geometry | null>
  features: Feature<Geometry | null>[]
}

const Collection = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.looseObject({
      type: z.literal('Feature'),
      properties: z.record(z.string(), z.unknown()).nullable(),
      geometry: z.looseObject({ type: z.string() }).nullable(),
    }),
  ),
})

/** @throws Problem when the file is no FeatureCollection, an error of the file system when it cannot be read */
export async function readAreas(file: string): Promise<AreaFile> {
  const text = await readFile(file, 'utf8').catch((error: object) => {
    throw Object.assign(error, { path: file })
  })
  const collection = accept(Collection, parse(file, text)) as unknown as AreaFile['collection']
  collection.features.forEach(({ geometry }, i) => {
    if (!isDrawn(geometry)) throw refusal(`features.${i}.geometry`, 'coordinates that are numbers', geometry!.type)
  })
  return { collection, features: collection.features }
}

/** @throws Problem when it is no JSON */
export function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw refusal(file, 'JSON', 'no JSON')
  }
}

/** A column of numbers, or of texts that are numbers; anything else is NaN. */
export function numbers({ features }: AreaFile, name: string): Float64Array {
  if (!features.some(({ properties }) => properties !== null && name in properties)) {
    const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
    throw refusal(name, names.join(', ') || 'a property', 'no such column')
  }
  return Float64Array.from(features, ({ properties }) => figure(properties?.[name]))
}

function figure(value: unknown): number {
  if (typeof value === 'string' && value.trim() !== '') return Number(value)
  return typeof value === 'number' ? value : Number.NaN
}

/** Null: no area, or one without a ring. */
export function shapeOf({ geometry }: Feature<Geometry | null>): Polygon | MultiPolygon | null {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return null
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  return rings.some((ring) => ring.length > 2) ? geometry : null
}

/** Null: no point, or an empty one. */
export function pointOf({ geometry }: Feature<Geometry | null>): Position | null {
  return geometry?.type === 'Point' && geometry.coordinates.length > 1 ? geometry.coordinates : null
}

const DEPTHS: Readonly<Record<string, number>> = { Point: 0, Polygon: 2, MultiPolygon: 3 }

/** Whether the coordinates of a point or area are lists as deep as they should be, of finite numbers. */
function isDrawn(geometry: Geometry | null): boolean {
  const depth = DEPTHS[geometry?.type ?? '']
  return depth === undefined || isListed((geometry as Point).coordinates, depth)
}

function isListed(coordinates: unknown, depth: number): boolean {
  if (!Array.isArray(coordinates)) return false
  if (depth > 0) return coordinates.every((part) => isListed(part, depth - 1))
  return coordinates.length !== 1 && coordinates.every(Number.isFinite)
}

/** `degrees`: WGS84 or CGCS2000 longitude and latitude; `metres`: a plane, as it is. */
export const UNITS = ['degrees', 'metres'] as const
export type Unit = (typeof UNITS)[number]

/**
 * A point of each area in metres, degrees on the local plane at the middle latitude; (0, 0) and not usable for an area
 * without a shape. @throws Problem where coordinates should be degrees and are none
 */
export function metres({ features }: AreaFile, unit: Unit): { x: Float64Array; y: Float64Array; usable: Uint8Array } {
  const points = features.map((feature) => {
    const shape = shapeOf(feature)
    return shape === null ? pointOf(feature) : interiorPoint(shape)
  })
  const scale = unit === 'metres' ? { perLon: 1, perLat: 1 } : degreesIn(points)
  return {
    x: Float64Array.from(points, (point) => (point === null ? 0 : point[0]! * scale.perLon)),
    y: Float64Array.from(points, (point) => (point === null ? 0 : point[1]! * scale.perLat)),
    usable: Uint8Array.from(points, (point) => Number(point !== null)),
  }
}

function degreesIn(points: readonly (readonly number[] | null)[]): Scale {
  const known = points.filter((point) => point !== null)
  const bad = known.find(([lon, lat]) => !(Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90))
  if (bad) throw refusal('--areas', 'longitude and latitude in degrees, or --unit metres', bad.join(', '))
  return scaleAt(known.reduce((sum, [, lat]) => sum + lat!, 0) / Math.max(1, known.length))
}

export function refusal(path: string, expected: string, got: string): Problem {
  return new Problem('invalid-input', { flaws: [{ path, expected, got }] })
}
