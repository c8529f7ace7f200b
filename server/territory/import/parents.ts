import { buildAtlas } from '../../../geo/atlas.ts'
import type { Area, Level, LonLat } from '../../../geo/types.ts'
import { because, type ImportProblem } from './problem.ts'

/** An area that looks for its parent. */
export interface Child {
  features: readonly number[]
  code: string
  /** The code the file names; null: the area of the level above that contains `label`. */
  parent: string | null
  label: LonLat
}

/** Each child's parent among the areas of the level above, by its code or by where its interior point lies. */
export function findParents(
  children: readonly Child[],
  level: Level,
  above: readonly Area[],
): { parents: Map<string, string>; problems: ImportProblem[] } {
  const known = new Set(above.map((area) => area.code))
  const atlas = buildAtlas(above.map((area) => ({ ...area, parent: null })))
  const parents = new Map<string, string>()
  const problems = children.flatMap((child): ImportProblem[] => {
    const [feature = null] = child.features
    const refused = { feature, code: child.code }
    if (child.parent !== null && !known.has(child.parent)) {
      return [{ ...refused, kind: 'unknown-parent', reason: because.unknownParent(level, child.parent) }]
    }
    const found = child.parent ?? atlas.leaves[atlas.find(...child.label)]?.code
    if (found === undefined) return [{ ...refused, kind: 'no-parent-found', reason: because.noParentFound(level) }]
    parents.set(child.code, found)
    return []
  })
  return { parents, problems }
}
