import { likelySystems } from '../../../geo/crsGuess.ts'
import type { Box } from '../../../geo/types.ts'
import type { Unfit } from './importFeatures.ts'
import { because } from './problem.ts'
import { proposalsOf } from './proposals.ts'

/** Share of a file's features that must lie astray before the system is doubted instead of the features. */
const DOUBTFUL = 0.5

/** A refusal that begins with what is most likely the matter: the system, where it puts the data elsewhere. */
export function wrongSystem<T extends Pick<Unfit, 'total' | 'problems'>>(
  unfit: T,
  system: string,
  facts: { features: number; astray: number; box: Box | null; points: readonly [number, number][] },
): T {
  const { features, astray, box, points } = facts
  if (features === 0 || astray < features * DOUBTFUL) return unfit
  const [likely] = proposalsOf(likelySystems(points, box))
  const reason = because.wrongSystem(
    system,
    likely === undefined ? null : likely.swapAxes ? `${likely.crs} (x ↔ y)` : likely.crs,
    astray,
  )
  const first = { kind: 'wrong-system', feature: null, code: null, reason, at: null } as const
  return { ...unfit, total: unfit.total + 1, problems: [first, ...unfit.problems] }
}
