import type { EditionAtlas } from '../house.ts'
import type { Report } from './report.ts'
import type { Step } from './step.ts'

/** Where the atlas in force finds a report; nowhere, without a position or without an atlas. */
export function locating(report: Report, edition: EditionAtlas | null): Step & { move: 'locate' } {
  if (edition === null || report.lon === null || report.lat === null) {
    return { move: 'locate', edition: edition?.editionId ?? null, place: { kind: 'unlocated', nearest: null } }
  }
  const place = edition.atlas.locate([report.lon, report.lat], report.accuracyM)
  return { move: 'locate', edition: edition.editionId, place }
}
