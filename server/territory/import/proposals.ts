import type { CrsFit } from '../../../geo/crsGuess.ts'
import type { CrsProposal } from '../../api/territoryImport.ts'

const SHOWN = 5
/** Share of the points that a system must put inside to be worth proposing. */
const WORTHY = 0.5

/** The likeliest systems that have a name to choose them by. */
export function proposalsOf(fits: readonly CrsFit[]): CrsProposal[] {
  return fits
    .flatMap(({ crs, swapped, inside }) =>
      typeof crs === 'string' && inside >= WORTHY ? [{ crs, swapAxes: swapped, share: inside }] : [],
    )
    .slice(0, SHOWN)
}
