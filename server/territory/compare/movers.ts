import type { Atlas } from '../../../geo/atlas.ts'
import type { EditionDiff } from '../../../geo/diff/types.ts'
import { LEVELS, type Level, type Path, type Place } from '../../../geo/types.ts'
import type { Mover, NewPlace, Points } from './comparison.ts'

/** Which areas are only called differently: code of before → code of after, by level. */
function renamings({ diffs }: EditionDiff): Map<Level, Map<string, string>> {
  const byLevel = new Map<Level, Map<string, string>>()
  for (const { level, before, after } of diffs) {
    const [one, other] = [before[0], after[0]]
    if (before.length !== 1 || after.length !== 1 || one!.code === other!.code) continue
    byLevel.set(level, (byLevel.get(level) ?? new Map()).set(one!.code, other!.code))
  }
  return byLevel
}

/**
 * What lies in another area of any level than before; an area that only has another code is the same area. Open things
 * that leave their street are told with their whole new place.
 */
export function moversOf(
  points: Points,
  { before, after }: { before: Atlas; after: Atlas },
  diff: EditionDiff,
): { movers: Mover[]; places: NewPlace[] } {
  const renamed = renamings(diff)
  const movers: Mover[] = []
  const places: NewPlace[] = []
  const same = (level: Level, from: string | undefined, to: string | undefined) =>
    from === to || (from !== undefined && renamed.get(level)?.get(from) === to)
  for (const [at, id] of points.ids.entries()) {
    const was = placeIn(before, points, at)
    const is = placeIn(after, points, at)
    const [from, to] = [pathOf(was), pathOf(is)]
    if (LEVELS.every((level) => same(level, from[level], to[level]))) continue
    const street = !same('street', from.street, to.street)
    const open = points.open[at] === 1
    movers.push({ id, from: codeOf(was), to: codeOf(is), street, open })
    if (open && street) places.push({ id, place: is })
  }
  return { movers, places }
}

function placeIn(atlas: Atlas, { lonLats, accuracies, settled }: Points, at: number): Place {
  const named = settled[at] ?? null
  const path = named === null ? undefined : atlas.path(named)
  if (named !== null && path?.street !== undefined && atlas.children(named).length === 0) {
    return { kind: 'located', code: named, path, borderM: 0, rivals: [] }
  }
  return atlas.locate([lonLats[2 * at]!, lonLats[2 * at + 1]!], accuracies[at])
}

const pathOf = (place: Place): Path => (place.kind === 'located' ? place.path : {})
const codeOf = (place: Place): string | null => (place.kind === 'located' ? place.code : null)
