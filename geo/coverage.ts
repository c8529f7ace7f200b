import { centres } from './check/centres.ts'
import { districts } from './check/districts.ts'
import type { Fault } from './check/fault.ts'
import { invalid } from './check/invalid.ts'
import { type CodeCheck, codeFaults, sameNames, withoutUnit } from './check/labels.ts'
import { type Matching, matchingOf } from './check/matching.ts'
import { nesting } from './check/nesting.ts'
import { overlaps } from './check/overlaps.ts'
import { NOTHING_PROVEN, type Tiling, tilingOf } from './check/tiling.ts'
import type { Geos } from './geos.ts'
import { propose } from './repair/propose.ts'
import { type Area, LEVELS } from './types.ts'

export type { Fault } from './check/fault.ts'

/** From how many square metres on a difference counts as a fault; below it is rounding of the coordinates. */
export interface Tolerances {
  overlapM2: number
  gapM2: number
  outsideM2: number
}
export const TOLERANCES: Tolerances = { overlapM2: 1, gapM2: 1, outsideM2: 1 }

export interface CoverageFacts {
  /** True when the district's own border was united from its parts: a hole in it is then a gap between them. */
  districtDissolved: boolean
  tolerances?: Tolerances
  /** The profile that codes must keep; none is checked without it. */
  checkCode?: CodeCheck
  /** Codes of the streets that have a unit; not checked without it. */
  streetsWithUnit?: ReadonlySet<string>
}

/** Says how far a check has come: steps done of all, and what is being looked at. */
export type CheckProgress = (done: number, of: number) => void

/**
 * Every fault of an edition: invalid polygons, overlaps, gaps inside a parent, children outside theirs, centres in
 * another parent than the codes say, parents that do not exist, areas without parts where a sibling has some (levels
 * may end earlier in one place than in another), codes that break the profile, and as warnings names that stand twice
 * under one parent and streets without a unit. Areas with an invalid polygon take no part in the checks of geometry.
 */
export const checkCoverage = (
  geos: Geos,
  areas: readonly Area[],
  facts: CoverageFacts,
  progress?: CheckProgress,
): Fault[] => examine(geos, areas, facts, progress).faults

/** The same, and the proof of what needs none; both rest on the same comparison of borders, which is made once. */
export function checkAndProve(
  geos: Geos,
  areas: readonly Area[],
  facts: CoverageFacts,
  progress?: CheckProgress,
): { faults: Fault[]; tiling: Tiling } {
  const { faults, matching } = examine(geos, areas, facts, progress)
  const isSound = faults.every(({ kind }) => kind !== 'invalid')
  return { faults, tiling: isSound ? tilingOf(geos, areas, matching) : NOTHING_PROVEN }
}

function examine(
  geos: Geos,
  areas: readonly Area[],
  facts: CoverageFacts,
  progress: CheckProgress = () => undefined,
): { faults: Fault[]; matching: Matching } {
  const tolerances = facts.tolerances ?? TOLERANCES
  const faults = areas.flatMap((area) => invalid(geos, area))
  const unusable = new Set(faults.map((fault) => fault.code))
  const sound = areas.filter((area) => !unusable.has(area.code))
  const byLevel = Map.groupBy(sound, (area) => area.level)
  const levels = LEVELS.filter((level) => byLevel.has(level))
  const matching = matchingOf(geos, sound)

  const steps: (() => Fault[])[] = [
    () => districts(geos, byLevel.get('district') ?? [], facts.districtDissolved, tolerances.gapM2),
    ...levels.map((level) => () => overlaps(geos, byLevel.get(level)!, matching, tolerances.overlapM2)),
    ...levels
      .slice(1)
      .map((level, n) => () => nesting(geos, byLevel.get(levels[n]!)!, byLevel.get(level)!, matching, tolerances)),
    () => untold(centres(sound, matching), faults),
    () => (facts.checkCode === undefined ? [] : codeFaults(geos, sound, facts.checkCode)),
    () => sameNames(geos, sound),
    () => (facts.streetsWithUnit === undefined ? [] : withoutUnit(geos, sound, facts.streetsWithUnit)),
  ]
  progress(1, steps.length + 1)
  steps.forEach((step, n) => {
    faults.push(...step())
    progress(n + 2, steps.length + 1)
  })
  return { faults: propose(geos, faults, areas), matching }
}

/** Those of areas whose land outside the very same parent is not named already. */
function untold(found: readonly Fault[], faults: readonly Fault[]): Fault[] {
  const key = ({ code, other }: Fault) => JSON.stringify([code, other])
  const told = new Set(faults.filter(({ kind }) => kind === 'outside-parent').map(key))
  return found.filter((fault) => !told.has(key(fault)))
}
