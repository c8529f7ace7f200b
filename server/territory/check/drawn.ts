import type { Area } from '../../../geo/types.ts'
import type { RepairOut } from '../../api/territoryCheck.ts'
import { drawn } from '../geojson.ts'

/** More changed areas than these are not drawn: the figures count them. */
const DRAWN = 400

/** Areas as a preview draws them. */
export const areasDrawn = (areas: readonly Area[]): RepairOut['before'] => ({
  type: 'FeatureCollection',
  features: areas.slice(0, DRAWN).map(({ code, name, level, geometry }) => ({
    type: 'Feature',
    geometry: drawn(geometry),
    properties: { code, name, level },
  })),
})
