import type { Place } from '../../geo/types.ts'
import type { EditionAtlas } from '../house.ts'
import { locating } from './locating.ts'
import type { Report } from './report.ts'
import type { Routed, Step } from './step.ts'
import { type RoutingFacts, verdictOf } from './verdict.ts'

/** Where an open report lies in another edition. `settled`: a person's word, which holds there too. */
export interface Found {
  place: Place
  settled: boolean
}

/**
 * Where a report lies in an edition. What a person settled holds as long as the area they named is a smallest area
 * there; everything else is located anew by its position.
 */
export function foundIn(report: Report, edition: EditionAtlas): Found {
  const settled = settledIn(report, edition)
  return settled === null
    ? { place: locating(report, edition).place, settled: false }
    : { place: settled, settled: true }
}

/**
 * The step of an open report into the edition in force: whether its owner stays, or it must be routed anew. Rivals do
 * not unsettle what is under way: only where its own place has another owner does it move.
 * @param facts looked up for `standingAt` of this very place
 */
export function underEdition(
  report: Report,
  { place, settled }: Found,
  { editionId, name }: { editionId: number; name: string },
  facts: RoutingFacts,
): Step & { move: 'edition' } {
  const stays = ownerStays(report, standingAt(report, place), facts)
  return { move: 'edition', edition: editionId, name, was: report.edition, place, settled, stays }
}

/** A report as it would stand at a place, without rivals. */
export const standingAt = (report: Report, place: Place): Report =>
  place.kind === 'unlocated'
    ? { ...report, place, street: null }
    : { ...report, place: { ...place, rivals: [] }, street: place.path.street ?? null }

function settledIn({ place, borderM }: Report, { atlas }: EditionAtlas): Place | null {
  if (place?.kind !== 'located' || borderM !== null) return null
  const path = atlas.path(place.code)
  if (path?.street === undefined || atlas.children(place.code).length > 0) return null
  return { kind: 'located', code: place.code, path, borderM: 0, rivals: [] }
}

function ownerStays(report: Report, there: Report, facts: RoutingFacts): Routed | null {
  if (there.street === null || (report.state !== 'routed' && report.state !== 'dispatched')) return null
  const verdict = verdictOf(there, facts)
  return verdict.kind === 'routed' && verdict.owner === report.owner ? verdict : null
}
