import { latLngToCell } from 'h3-js'
import { inBox, isRefusal, toWgs84 } from '../../geo/crs.ts'
import type { Box } from '../../geo/types.ts'
import type { Position } from '../api/terms.ts'
import type { Flaw } from '../errors.ts'
import type { Pin } from './step.ts'

/** H3 cells of about 0.015 km², some 130 m across: finer than most micro-grids. */
const H3_RESOLUTION = 10

/** No position is known more finely; the column holds no number as small as JSON can. */
const MILLIMETRES = 1000

/**
 * A given position in WGS84, or what is wrong with it. Where `district` is known, coordinates that only make sense
 * there when exchanged are refused as swapped; a place outside the district is none of this function's business.
 */
export function pinOf(position: Position, district: Box | null): Pin | Flaw {
  const { crs, x, y } = position
  const lonLat = toWgs84(crs, x, y)
  if (isRefusal(lonLat)) {
    const path = lonLat.refusal === 'unknown-system' ? 'position.crs' : 'position'
    return { path, expected: lonLat.expected, got: lonLat.got }
  }
  if (district !== null && !inBox(lonLat, district)) {
    const exchanged = toWgs84(crs, y, x)
    if (!isRefusal(exchanged) && inBox(exchanged, district)) return looksSwapped(x, y)
  }
  const [lon, lat] = lonLat
  const accuracyM = Math.round(position.accuracyM * MILLIMETRES) / MILLIMETRES
  return { crs, x, y, accuracyM, lon, lat, h3: latLngToCell(lat, lon, H3_RESOLUTION) }
}

export const isFlaw = (result: Pin | Flaw): result is Flaw => 'expected' in result

const looksSwapped = (x: number, y: number): Flaw => ({
  path: 'position',
  expected:
    'the longitude or easting as x and the latitude or northing as y; only exchanged do these lie in the district',
  got: `x ${x}, y ${y}`,
})
