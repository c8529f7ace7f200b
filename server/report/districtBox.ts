import type { Atlas } from '../../geo/atlas.ts'
import type { Box } from '../../geo/types.ts'
import type { District, EditionAtlas } from '../house.ts'

const boxes = new WeakMap<Atlas, Box>()

/** The box of the district's area in the edition in force; null while that is not known. */
export function boxOf(district: District, edition: EditionAtlas | null): Box | null {
  if (edition === null) return null
  const known = boxes.get(edition.atlas)
  if (known !== undefined) return known
  const geometry = edition.atlas.area(district.code)?.geometry
  if (geometry === undefined) return null
  const points = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(2)
  const box = points.reduce<Box>(
    ([west, south, east, north], [lon, lat]) => [
      Math.min(west, lon!),
      Math.min(south, lat!),
      Math.max(east, lon!),
      Math.max(north, lat!),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
  boxes.set(edition.atlas, box)
  return box
}
