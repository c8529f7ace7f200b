import { dissolve } from '../../../geo/dissolve.ts'
import type { Geos } from '../../../geo/geos.ts'
import type { Candidate, Repair } from './candidate.ts'
import { because, type ImportProblem } from './problem.ts'

/** An area to be, made of one feature or, where that was asked for, of several with the same code. */
export interface Gathered extends Candidate {
  features: number[]
  repairs: Repair[]
}

/** One area per code: several features of one code are united if `merge`, otherwise all but the first are refused. */
export function gather(
  geos: Geos,
  candidates: readonly Candidate[],
  merge: boolean,
): { areas: Gathered[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = []
  const areas = [...Map.groupBy(candidates, (candidate) => candidate.code).values()].map((same): Gathered => {
    const [first, ...others] = same as [Candidate, ...Candidate[]]
    problems.push(...others.flatMap((other) => (merge ? disagreement(first, other) : duplicate(first, other))))
    const geometry =
      others.length > 0 && merge
        ? dissolve(
            geos,
            same.map((part) => part.geometry),
          )
        : first.geometry
    return {
      ...first,
      geometry,
      features: same.map((part) => part.feature),
      repairs: same.flatMap((part) => part.repaired ?? []),
    }
  })
  return { areas, problems }
}

function duplicate(first: Candidate, other: Candidate): ImportProblem[] {
  const { feature, code } = other
  return [{ kind: 'duplicate-code', feature, code, reason: because.duplicate(first.feature) }]
}

function disagreement(first: Candidate, other: Candidate): ImportProblem[] {
  const { feature, code } = other
  const refused = (what: 'name' | 'parent'): ImportProblem => ({
    kind: 'parts-disagree',
    feature,
    code,
    reason: because.partsDisagree(what, first.feature),
  })
  return [
    ...(first.name === other.name ? [] : [refused('name')]),
    ...(first.parent === other.parent && first.upper?.code === other.upper?.code ? [] : [refused('parent')]),
  ]
}
