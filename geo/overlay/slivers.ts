import { rankBetween, ruling, sourceKey } from './authority.ts'
import type { Fabric, Face } from './fabric.ts'
import { Groups, longest } from './groups.ts'

/** Below either of these a piece does not stand for itself. */
export interface Smallest {
  areaM2: number
  widthM: number
}

/**
 * The faces as they count: what is smaller or narrower than stated counts as the neighbour with the longest common
 * border, among those under the same source where there are any. `counted[i]` is the face whose sources face i takes.
 */
export function absorbSlivers(
  fabric: Fabric,
  order: readonly number[],
  smallest: Smallest,
): { faces: Face[]; counted: Int32Array } {
  const { faces } = fabric
  const groups = new Groups(
    fabric,
    faces.map((_, face) => [face]),
    (a, b) => rankBetween(faces[a]!, faces[b]!, order),
  )
  const key = faces.map((face) => sourceKey(ruling(face, order)))
  const chief = Int32Array.from(faces, (_, face) => face)
  const queue = [...faces.keys()].sort((a, b) => faces[a]!.areaM2 - faces[b]!.areaM2 || a - b)
  for (const group of queue) {
    const thin = groups.areaM2[group]! < smallest.areaM2 || groups.widthM(group) < smallest.widthM
    if (groups.members[group]!.length === 0 || !thin) continue
    const around = groups.neighbours(group)
    const own = around.filter(([other]) => key[chief[other]!] === key[chief[group]!])
    const home = longest(own.length > 0 ? own : around)
    if (home === null) continue
    if (faces[chief[home]!]!.areaM2 < faces[chief[group]!]!.areaM2) chief[home] = chief[group]!
    groups.join(home, group)
  }
  const counted = Int32Array.from(faces, (_, face) => face)
  for (const group of groups.alive()) for (const face of groups.members[group]!) counted[face] = chief[group]!
  return { faces: faces.map((face, n) => ({ ...face, covers: faces[counted[n]!]!.covers })), counted }
}
