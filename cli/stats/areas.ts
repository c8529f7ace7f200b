import { readFile } from 'node:fs/promises'
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { scaleAt } from '../../geo/distance.ts'
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
  const text = await readFile(file, 'utf8')
  const collection = accept(Collection, parse(file, text)) as unknown as AreaFile['collection']
  return { collection, features: collection.features }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw refusal(file, 'GeoJSON', 'no JSON')
  }
}

/** A column of numbers, or of texts that are numbers; anything else, and an area without a shape, is NaN. */
export function numbers({ features }: AreaFile, name: string): Float64Array {
  if (!features.some(({ properties }) => properties !== null && name in properties)) {
    const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
    throw refusal(name, names.join(', ') || 'a property', 'no such column')
  }
  return Float64Array.from(features, ({ properties, geometry }) =>
    geometry === null ? Number.NaN : figure(properties?.[name]),
  )
}

function figure(value: unknown): number {
  if (typeof value === 'string' && value.trim() !== '') return Number(value)
  return typeof value === 'number' ? value : Number.NaN
}

export function shapeOf({ geometry }: Feature<Geometry | null>): Polygon | MultiPolygon | null {
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry : null
}

/**
 * A point of each area in metres on the local plane at the middle latitude; (0, 0) for an area without a shape, whose
 * value is NaN and which no graph links. @throws Problem where coordinates are no degrees
 */
export function metres({ features }: AreaFile): { x: Float64Array; y: Float64Array; usable: Uint8Array } {
  const points = features.map((feature) => {
    if (feature.geometry?.type === 'Point') return feature.geometry.coordinates
    const shape = shapeOf(feature)
    return shape === null ? null : interiorPoint(shape)
  })
  const latitudes = points.flatMap((point) => (point === null ? [] : [point[1]!]))
  const scale = scaleAt(latitudes.reduce((sum, lat) => sum + lat, 0) / Math.max(1, latitudes.length))
  for (const point of points) {
    if (point !== null && (Math.abs(point[0]!) > 180 || Math.abs(point[1]!) > 90)) {
      throw refusal('--areas', 'longitude and latitude in degrees', point.join(', '))
    }
  }
  return {
    x: Float64Array.from(points, (point) => (point === null ? 0 : point[0]! * scale.perLon)),
    y: Float64Array.from(points, (point) => (point === null ? 0 : point[1]! * scale.perLat)),
    usable: Uint8Array.from(points, (point) => Number(point !== null)),
  }
}

export function refusal(path: string, expected: string, got: string): Problem {
  return new Problem('invalid-input', { flaws: [{ path, expected, got }] })
}
