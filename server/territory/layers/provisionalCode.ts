import type { GridCodeProfile } from '../../../geo/gridcode/profiles.ts'
import { formatCode, largestNumber, partOf } from '../../../geo/gridcode.ts'
import type { Level, LonLat } from '../../../geo/types.ts'

/**
 * Codes for new areas of one parent, to stand until they are numbered for good: rows from north to south, within a row
 * from west to east. By the profile where it has room for them, else the parent's code, a dash and the number.
 */
export function provisionalCodes(
  profile: GridCodeProfile,
  level: Level,
  parent: string,
  places: readonly LonLat[],
): string[] {
  const part = partOf(profile, level)
  const fits = part !== undefined && places.length <= largestNumber(part)
  const width = String(places.length).length
  const codes = places.map(() => '')
  readingOrder(places).forEach((place, n) => {
    codes[place] = fits ? formatCode(profile, level, parent, n + 1) : `${parent}-${String(n + 1).padStart(width, '0')}`
  })
  return codes
}

function readingOrder(places: readonly LonLat[]): number[] {
  const perRow = Math.ceil(places.length / Math.max(1, Math.round(Math.sqrt(places.length))))
  const southward = [...places.keys()].sort((a, b) => places[b]![1] - places[a]![1] || places[a]![0] - places[b]![0])
  return Array.from({ length: Math.ceil(places.length / perRow) }, (_, row) =>
    southward.slice(row * perRow, (row + 1) * perRow).sort((a, b) => places[a]![0] - places[b]![0]),
  ).flat()
}
