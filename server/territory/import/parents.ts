import { type Atlas, buildAtlas } from '../../../geo/atlas.ts'
import type { Level, LonLat } from '../../../geo/types.ts'
import type { Present } from './present.ts'
import { because } from './problem.ts'
import type { Problems } from './problems.ts'

/** An area that looks for its parent. */
export interface Child {
  feature: number
  code: string
  /** The code the file names; null: the area of the level above that contains `label`. */
  parent: string | null
  label: LonLat
}

/** Finds a child's parent among the areas of the level above, by its code or by where its interior point lies. */
export function parentFinder(
  level: Level,
  { levels, above }: Present,
  problems: Problems,
): (child: Child) => string | null {
  let atlas: Atlas | undefined
  const covering = (at: LonLat) => {
    atlas ??= buildAtlas(above.map((area) => ({ ...area, parent: null })))
    return atlas.leaves[atlas.find(...at)]?.code
  }
  return ({ feature, code, parent, label }) => {
    if (parent !== null && levels.get(parent) !== level) {
      problems.add({ kind: 'unknown-parent', feature, code, reason: because.unknownParent(level, parent), at: label })
      return null
    }
    const found = parent ?? covering(label)
    if (found !== undefined) return found
    problems.add({ kind: 'no-parent-found', feature, code, reason: because.noParentFound(level), at: label })
    return null
  }
}
