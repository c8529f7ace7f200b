import type { Crs } from '../../../geo/crs.ts'
import { type CrsFit, judgeCrs, likelySystems } from '../../../geo/crsGuess.ts'
import type { Box } from '../../../geo/types.ts'
import type { Made, Unfit } from './importFeatures.ts'
import { because, type ImportProblem } from './problem.ts'
import { nameOfSystem } from './system.ts'

/** Share of a file's features that must lie astray before the system is doubted instead of the features. */
const DOUBTFUL = 0.5
/** Share of the points that a system must put inside to be proposed. */
const WORTHY = 0.5

/** A sample of the file's points in its own coordinates, and the district's box; null while that is unknown. */
interface Seen {
  box: Box | null
  points: readonly [number, number][]
}

/** A refusal that begins with what is most likely the matter: the system, where it puts the data elsewhere. */
export function wrongSystem<T extends Pick<Unfit, 'total' | 'problems'>>(
  unfit: T,
  declared: { crs: Crs; swapped: boolean },
  { features, astray, box, points }: Seen & { features: number; astray: number },
): T {
  if (features === 0 || astray < features * DOUBTFUL) return unfit
  const own = nameIn(declared)
  const likely = likelySystems(points, box).find(({ inside }) => inside >= WORTHY)
  // The system does best: it is single features that lie where they cannot.
  if (likely !== undefined && nameIn(likely) === own) return unfit
  const first = problemOf(because.wrongSystem(own, likely === undefined ? null : nameIn(likely), astray))
  return { ...unfit, total: unfit.total + 1, problems: [first, ...unfit.problems] }
}

/** What became of a file; where its data is displaced, that is a refusal, and the first of its reasons. */
export function displaced(made: Made | Unfit, declared: { crs: Crs; swapped: boolean }, seen: Seen): Made | Unfit {
  const isTold = made.kind === 'unfit' && made.problems[0]?.kind === 'wrong-system'
  const problem = isTold ? null : displacement(declared, seen)
  if (problem === null) return made
  const unfit =
    made.kind === 'unfit' ? made : { kind: 'unfit' as const, features: 0, astray: 0, total: 0, problems: [] }
  return { ...unfit, total: unfit.total + 1, problems: [problem, ...unfit.problems] }
}

/** That another system puts the data clearly better into the district than the one it was read in; null where none does. */
export function displacement(
  { crs, swapped }: { crs: Crs; swapped: boolean },
  { box, points }: Seen,
): ImportProblem | null {
  if (box === null) return null
  const verdict = judgeCrs({ crs, swapped }, points, box)
  const [likely] = verdict.proposals
  if (verdict.fits || likely === undefined) return null
  return problemOf(because.displaced(nameIn({ crs, swapped }), verdict.declared.inside, nameIn(likely)))
}

const nameIn = ({ crs, swapped }: Pick<CrsFit, 'crs' | 'swapped'>) => `${nameOfSystem(crs)}${swapped ? ' (x ↔ y)' : ''}`

const problemOf = (reason: ImportProblem['reason']): ImportProblem => ({
  kind: 'wrong-system',
  feature: null,
  code: null,
  reason,
  at: null,
})
