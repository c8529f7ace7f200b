import type { Geos } from '../../../geo/geos.ts'
import type { Named, Repair } from './candidate.ts'
import { because, type ImportProblem } from './problem.ts'
import type { Problems } from './problems.ts'
import { type Shape, unite } from './shape.ts'
import type { Spill } from './spill.ts'

/** A sound feature whose geometry lies in the spill. */
export interface Part extends Named {
  shape: Shape
  /** What was wrong with the geometry as it came, where it has been repaired. */
  repaired: Repair | null
}

/** An area to be, made of one feature or, where that was asked for, of several with the same code. */
export interface Gathered extends Named {
  shape: Shape
  features: number[]
  repairs: Repair[]
}

/** One area per code: several features of one code are united if `merge`, otherwise all but the first are refused. */
export function gather(
  { geos, spill }: { geos: Geos; spill: Spill },
  parts: readonly Part[],
  merge: boolean,
  problems: Problems,
): Gathered[] {
  return [...Map.groupBy(parts, ({ code }) => code).values()].map((same): Gathered => {
    const [first, ...others] = same as [Part, ...Part[]]
    for (const other of others) problems.add(...(merge ? disagreement(first, other) : duplicate(first, other)))
    const { feature, code, name, parent, upper } = first
    const shape =
      others.length > 0 && merge
        ? unite(
            geos,
            spill,
            same.map((part) => part.shape),
          )
        : first.shape
    const repairs = same.flatMap(({ repaired }) => repaired ?? [])
    return { feature, code, name, parent, upper, shape, features: same.map((part) => part.feature), repairs }
  })
}

function duplicate(first: Part, { feature, code, shape }: Part): ImportProblem[] {
  return [{ kind: 'duplicate-code', feature, code, reason: because.duplicate(first.feature), at: shape.label }]
}

function disagreement(first: Part, other: Part): ImportProblem[] {
  const { feature, code, shape } = other
  const refused = (what: 'name' | 'parent'): ImportProblem => ({
    kind: 'parts-disagree',
    feature,
    code,
    reason: because.partsDisagree(what, first.feature),
    at: shape.label,
  })
  return [
    ...(first.name === other.name ? [] : [refused('name')]),
    ...(first.parent === other.parent && first.upper?.code === other.upper?.code ? [] : [refused('parent')]),
  ]
}
