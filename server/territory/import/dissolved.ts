import type { Geos } from '../../../geo/geos.ts'
import type { Gathered } from './gather.ts'
import { because } from './problem.ts'
import type { Problems } from './problems.ts'
import { unite } from './shape.ts'
import type { Spill } from './spill.ts'

/** The areas of the level above, each the union of those that go into it; parts that disagree are named. */
export function dissolved(
  areas: readonly Gathered[],
  { geos, spill }: { geos: Geos; spill: Spill },
  problems: Problems,
): Gathered[] {
  const groups = Map.groupBy(
    areas.filter((area) => area.upper !== null),
    (area) => area.upper!.code,
  )
  return [...groups.values()].map((parts): Gathered => {
    const [first, ...others] = parts as [Gathered, ...Gathered[]]
    const upper = first.upper!
    for (const other of others) {
      const { feature, code, shape } = other
      const disagrees = other.parent !== first.parent ? 'parent' : other.upper!.name !== upper.name ? 'name' : null
      if (disagrees === null) continue
      const reason = because.partsDisagree(disagrees, first.feature)
      problems.add({ kind: 'parts-disagree', feature, code, reason, at: shape.label })
    }
    const shape = unite(
      geos,
      spill,
      parts.map((part) => part.shape),
    )
    return { ...first, ...upper, features: parts.flatMap((part) => part.features), repairs: [], upper: null, shape }
  })
}
