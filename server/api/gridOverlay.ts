/** Contract of the overlay of layers: where they agree, and their conflicts. */
import { z } from 'zod'
import { LevelName } from './terms.ts'

const metres = z.number().min(0).max(1000)
export const areaCode = z.string().trim().min(1).max(64)
export const rowId = z.number().int().positive().max(2_147_483_647)

const Along = z.object({ lengthM: z.number(), withinM: z.number() })
/** Two layers compared; `a` and `b` are numbers of layers. The terms are those of geo/overlay/agreement.ts. */
export const AgreementOut = z.object({
  a: rowId,
  b: rowId,
  coveredM2: z.number(),
  agreedM2: z.number(),
  onlyAM2: z.number(),
  onlyBM2: z.number(),
  bordersA: Along,
  bordersB: Along,
  pairs: z.object({
    same: z.number(),
    shifted: z.number(),
    split: z.number(),
    merged: z.number(),
    mixed: z.number(),
  }),
  aloneA: z.number(),
  aloneB: z.number(),
})
export type AgreementOut = z.infer<typeof AgreementOut>

export const ConflictKindName = z.enum(['shifted', 'split', 'merged', 'mixed', 'uncovered', 'doubled'])
export type ConflictKindName = z.infer<typeof ConflictKindName>

/** Layers in the order of authority. */
export const LayerIds = z.array(rowId).min(1).max(12)
/** What is smaller or narrower is a sliver. */
export const Smallest = z.strictObject({ areaM2: z.number().min(0).max(1_000_000), widthM: metres })

export const OverlayIn = z.strictObject({
  layers: LayerIds,
  within: LevelName,
  /** Only these areas of that level; all of them without. */
  parents: z.array(areaCode).max(20_000).optional(),
  smallest: Smallest.default({ areaM2: 50, widthM: 2 }),
  toleranceM: metres.min(0.1).default(3),
})
export type OverlayIn = z.infer<typeof OverlayIn>

export const OverlayOut = z.object({
  id: rowId,
  version: z.number(),
  madeAt: z.string(),
  options: OverlayIn,
  areaM2: z.number(),
  faces: z.number(),
  slivers: z.number(),
  total: z.array(AgreementOut),
  parents: z.array(
    z.object({ code: z.string(), name: z.string(), areaM2: z.number(), agreements: z.array(AgreementOut) }),
  ),
  conflicts: z.partialRecord(ConflictKindName, z.object({ count: z.number(), areaM2: z.number() })),
})
export type OverlayOut = z.infer<typeof OverlayOut>

export const ConflictsQuery = z.strictObject({
  kind: ConflictKindName.optional(),
  parent: areaCode.optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export type ConflictsQuery = z.infer<typeof ConflictsQuery>

const Source = z.object({ code: z.string(), name: z.string() })
export const ConflictOut = z.object({
  /** Rank by size, from 1. */
  n: z.number(),
  kind: ConflictKindName,
  parent: z.string(),
  layers: z.array(rowId),
  /** Areas of each of the layers. */
  areas: z.array(z.array(Source)),
  areaM2: z.number(),
  at: z.tuple([z.number(), z.number()]),
  /** GeoJSON as the map draws it. */
  geometry: z.looseObject({ type: z.enum(['Polygon', 'MultiPolygon']) }),
})
export type ConflictOut = z.infer<typeof ConflictOut>
/** `next` continues the list; null at its end. */
export const ConflictsOut = z.object({
  total: z.number(),
  next: z.number().nullable(),
  conflicts: z.array(ConflictOut),
})
