import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { Box } from '../../../../geo/types.ts'
import type { FaultOut, RepairOut } from '../../../../server/api/territoryCheck.ts'

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

export const faultShapes = (fault: FaultOut | null): FeatureCollection =>
  collection(
    fault === null || fault.geometry.type === 'Point'
      ? []
      : [{ type: 'Feature', geometry: fault.geometry, properties: { kind: fault.kind } }],
  )

export const faultNames = (fault: FaultOut | null, name: string): FeatureCollection =>
  collection(
    fault === null
      ? []
      : [{ type: 'Feature', geometry: { type: 'Point', coordinates: fault.at }, properties: { name } }],
  )

export const repairAreas = (out: RepairOut | null): FeatureCollection =>
  collection(
    (['before', 'after'] as const).flatMap((side) =>
      (out?.[side].features ?? []).map((one) => ({ ...one, properties: { ...one.properties, side } })),
    ),
  )

/** Degrees that are seen around a place that has no extent. */
const AROUND = 0.0008

/** The box to fly to, a little larger than the geometry. */
export function boxAround(geometry: Geometry): Box {
  const flat = geometry.type === 'GeometryCollection' ? [] : (geometry.coordinates as unknown[]).flat(Infinity)
  const numbers = flat as number[]
  const lons = numbers.filter((_, n) => n % 2 === 0)
  const lats = numbers.filter((_, n) => n % 2 === 1)
  const ends = (values: readonly number[]) =>
    values.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)] as const, [
      Infinity,
      -Infinity,
    ] as const)
  const [[west, east], [south, north]] = [ends(lons), ends(lats)]
  return [west - AROUND, south - AROUND, east + AROUND, north + AROUND]
}
