import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import type { Level } from '../../geo/types.ts'
import { LevelName } from '../../server/api/terms.ts'
import { Changed, type ChangeIn, Changes } from '../../server/api/territoryChange.ts'
import { ask } from '../ask.ts'

export const EditionOut = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  version: z.number(),
  validFrom: z.string().nullable(),
  checkedAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  approvedBy: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  faults: z.number().nullable(),
  knownFaults: z.boolean(),
  counts: z.partialRecord(LevelName, z.number()),
})
export type EditionOut = z.infer<typeof EditionOut>

/** Areas of one level of an edition at full precision, with the version they are of. */
export const ExactAreas = z.object({
  type: z.literal('FeatureCollection'),
  version: z.number(),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.custom<Polygon | MultiPolygon>(),
      properties: z.object({
        level: LevelName,
        code: z.string(),
        name: z.string(),
        parent: z.string().nullable(),
        label: z.tuple([z.number(), z.number()]),
        areaM2: z.number(),
        source: z.record(z.string(), z.unknown()),
      }),
    }),
  ),
})
export type ExactAreas = z.infer<typeof ExactAreas>
export type ExactArea = ExactAreas['features'][number]

const at = (edition: number) => `/api/territory/editions/${edition}`

export const editions = async () =>
  (await ask(z.object({ editions: z.array(EditionOut) }), 'GET', '/api/territory/editions')).editions
export const newDraft = (name: string) => ask(EditionOut, 'POST', '/api/territory/editions', { name })
export const exactAreas = (edition: number, level: Level) =>
  ask(ExactAreas, 'GET', `${at(edition)}/areas?level=${level}`)
export const changes = (edition: number) => ask(Changes, 'GET', `${at(edition)}/changes`)
export const apply = (edition: number, change: z.input<typeof ChangeIn>) =>
  ask(Changed, 'POST', `${at(edition)}/changes`, change)
export const turn = (edition: number, way: 'undo' | 'redo', version: number) =>
  ask(Changed, 'POST', `${at(edition)}/changes/${way}`, { version })
