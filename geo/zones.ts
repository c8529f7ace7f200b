import type { MultiPolygon, Polygon } from 'geojson'
import { dissolve } from './dissolve.ts'
import type { Geos } from './geos.ts'
import type { Area } from './types.ts'

/** The geometry of a zone: the union of its streets. Codes the edition has no area for are named. */
export function zoneGeometry(
  geos: Geos,
  streets: readonly string[],
  areas: ReadonlyMap<string, Area>,
): { geometry: Polygon | MultiPolygon | null; missing: string[] } {
  const found = streets.flatMap((code) => areas.get(code) ?? [])
  const missing = streets.filter((code) => !areas.has(code))
  return {
    geometry:
      found.length > 0
        ? dissolve(
            geos,
            found.map((area) => area.geometry),
          )
        : null,
    missing,
  }
}
