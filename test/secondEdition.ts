/**
 * The small district recut: the third column of micro-grids goes from the middle street to the western one. The codes
 * of its grids and micro-grids stay; their community and street are others.
 */
import type { Polygon } from 'geojson'
import type { Area } from '../geo/types.ts'
import { STREETS, smallAreas } from './smallDistrict.ts'

const [WEST, MIDDLE] = STREETS
/** The western street reached to here; the next column reaches to `TO`. */
const FROM = 117.78
const TO = 117.79

/** @param moved false: the areas as they were, under another name of the district */
export function secondEdition(moved = true): Area[] {
  return smallAreas().map((area): Area => {
    if (area.level === 'district') return { ...area, name: moved ? '小区县（修订）' : area.name }
    if (!moved) return area
    if (area.level === 'grid' && area.code.startsWith(MIDDLE) && area.code.endsWith('001')) {
      return { ...area, parent: `${WEST}${area.parent!.slice(WEST.length)}` }
    }
    if (area.level !== 'street' && area.level !== 'community') return area
    if (area.code.startsWith(WEST)) return { ...area, geometry: shifted(area.geometry as Polygon) }
    return area.code.startsWith(MIDDLE) ? { ...area, geometry: shifted(area.geometry as Polygon) } : area
  })
}

const shifted = ({ coordinates }: Polygon): Polygon => ({
  type: 'Polygon',
  coordinates: coordinates.map((ring) => ring.map(([lon, lat]) => [lon === FROM ? TO : lon!, lat!])),
})
