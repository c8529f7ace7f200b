import { type Atlas, atlasOf, buildAtlas } from '../../../geo/atlas.ts'
import { editionDiff } from '../../../geo/editionDiff.ts'
import type { Geos } from '../../../geo/geos.ts'
import { unpackedWhenRead } from '../../../geo/packedArea.ts'
import { openSnapshot } from '../../../geo/snapshot.ts'
import type { Area } from '../../../geo/types.ts'
import type { Content } from '../atlasStore.ts'
import { type CopiedAreas, packedAreasIn } from '../copiedAreas.ts'
import { readSnapshot } from '../readSnapshot.ts'
import type { Found, Points } from './comparison.ts'
import { moversOf } from './movers.ts'

/** An edition as it is handed to the worker. */
export interface Outlines extends Content {
  editionId: number
  copied: CopiedAreas
}

export interface Question {
  /** Where snapshots of atlases are kept. */
  folder: string
  before: Outlines
  after: Outlines
  reports: Points
  premises: Points
}

/** The land that changes, and what moves with it. @param onArea told after every area compared */
export async function find(geos: Geos, question: Question, onArea: () => void): Promise<Found> {
  const { folder, before, after, reports, premises } = question
  const was = await areasOf(before)
  const is = await areasOf(after)
  const diff = editionDiff(geos, was, is, { onArea })
  const streets = is.filter(({ level }) => level === 'street').map(({ code, name }) => ({ code, name }))
  if (reports.ids.length + premises.ids.length === 0) return { diff, streets, reports: [], premises: [], places: [] }
  const atlases = { before: await atlasFrom(folder, before, was), after: await atlasFrom(folder, after, is) }
  const moving = moversOf(reports, atlases, diff)
  const premisesMoving = moversOf(premises, atlases, diff)
  return { diff, streets, reports: moving.movers, places: moving.places, premises: premisesMoving.movers }
}

const areasOf = async ({ copied }: Outlines): Promise<Area[]> => (await packedAreasIn(copied)).map(unpackedWhenRead)

/** From the snapshot where one of this very content is kept. */
async function atlasFrom(folder: string, edition: Outlines, areas: readonly Area[]): Promise<Atlas> {
  const kept = await readSnapshot(folder, edition.editionId, edition.content)
  return kept !== null && (await kept.whole) ? atlasOf(openSnapshot(kept.snapshot)) : buildAtlas(areas)
}
