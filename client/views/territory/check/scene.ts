import type { FeatureCollection, Geometry } from 'geojson'
import type { Box } from '../../../../geo/types.ts'
import type { FaultOut, RepairOut } from '../../../../server/api/territoryCheck.ts'
import { collection, point } from '../../../map/scene.ts'

/** Every fault that has an extent. */
export const faultShapes = (faults: readonly FaultOut[], chosen: FaultOut | null): FeatureCollection =>
  collection(
    faults
      .filter(({ geometry }) => geometry.type !== 'Point')
      .map((fault) => ({ type: 'Feature', geometry: fault.geometry, properties: marks(fault, chosen) })),
  )

/** The place of every fault with its name; the first in the list is written first where there is no room for all. */
export const faultNames = (
  faults: readonly FaultOut[],
  chosen: FaultOut | null,
  name: (fault: FaultOut) => string,
): FeatureCollection =>
  collection(faults.map((fault, n) => point(fault.at, { ...marks(fault, chosen), name: name(fault), n })))

const marks = ({ id, kind }: FaultOut, chosen: FaultOut | null) => ({ id, kind, chosen: id === chosen?.id })

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
