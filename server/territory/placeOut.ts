import type { Atlas } from '../../geo/atlas.ts'
import { LEVELS, type Level, type Path, type Place } from '../../geo/types.ts'
import type { PlaceOut } from '../api/locate.ts'

/** A place in the words of the contract: with the names of its areas. */
export function placeOut(atlas: Atlas, place: Place): PlaceOut {
  return place.kind === 'located' ? { ...place, names: namesOf(atlas, place.path) } : place
}

function namesOf(atlas: Atlas, path: Path): Partial<Record<Level, string>> {
  const named = LEVELS.flatMap((level) => {
    const code = path[level]
    return code === undefined ? [] : [[level, atlas.area(code)!.name]]
  })
  return Object.fromEntries(named)
}
