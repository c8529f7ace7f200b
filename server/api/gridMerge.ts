/** Contract of the merge of layers into one grid by declared rules, and of where its areas come from. */
import { z } from 'zod'
import { areaCode, LayerIds, rowId, Smallest } from './gridOverlay.ts'
import { LevelName } from './terms.ts'

export const MeasureName = z.enum(['area', 'residents', 'premises', 'reports'])
export const MergeIn = z
  .strictObject({
    layers: LayerIds,
    within: LevelName,
    parents: z.array(areaCode).max(20_000).optional(),
    into: z.enum(['grid', 'micro-grid']).default('micro-grid'),
    smallest: Smallest.default({ areaM2: 200, widthM: 5 }),
    band: z
      .strictObject({ measure: MeasureName, min: z.number().min(0), max: z.number().positive() })
      .refine(({ min, max }) => min <= max / 2, { path: ['min'], message: 'at most half of max' })
      .nullable()
      .default(null),
    uncovered: z.enum(['neighbour', 'own']).default('neighbour'),
  })
  .refine(({ within, into }) => LevelName.options.indexOf(within) < LevelName.options.indexOf(into), {
    path: ['within'],
    message: 'a level above the one that is built',
  })
export type MergeIn = z.infer<typeof MergeIn>

const loads = { residents: z.number(), premises: z.number(), reports: z.number() }
export const MergeSummary = z.object({
  parents: z.number(),
  areas: z.number(),
  /** Areas of the draft that an apply takes out, by level. */
  removes: z.partialRecord(LevelName, z.number()),
  areaM2: z.object({ least: z.number(), median: z.number(), most: z.number() }),
  offBand: z.number(),
  uncoveredM2: z.number(),
  moved: z.object({ areaM2: z.number(), areas: z.number(), ...loads }),
  /** Square metres and areas that each layer gave. */
  given: z.array(z.object({ layer: rowId, areaM2: z.number() })),
})
export type MergeSummary = z.infer<typeof MergeSummary>

export const BecauseOut = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('split'), layer: rowId, measure: MeasureName, size: z.number() }),
  z.object({ rule: z.enum(['small', 'joined']), pieces: z.number(), areaM2: z.number() }),
  z.object({ rule: z.literal('uncovered'), areaM2: z.number() }),
  z.object({ rule: z.enum(['above-band', 'below-band']), measure: MeasureName, size: z.number() }),
])
export type BecauseOut = z.infer<typeof BecauseOut>

/** What a merged area has of a source area; shares are of the merged area. Null code: of nobody. */
export const LineageOut = z.object({
  layer: rowId.nullable(),
  layerName: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  sharedM2: z.number(),
  heldM2: z.number(),
  givenM2: z.number(),
  ...loads,
})
export type LineageOut = z.infer<typeof LineageOut>

export const MergedAreaOut = z.object({
  n: z.number(),
  parent: z.string(),
  code: z.string(),
  name: z.string(),
  areaM2: z.number(),
  loads: z.object(loads),
  because: z.array(BecauseOut),
  lineage: z.array(LineageOut),
})
export type MergedAreaOut = z.infer<typeof MergedAreaOut>

export const MovedOut = z.object({
  layer: rowId,
  layerName: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  areaM2: z.number(),
  outsideM2: z.number(),
  parts: z.number(),
  /** The merged area with most of it, and who answers for that one. */
  main: z.object({ code: z.string(), name: z.string(), unit: z.string().nullable() }).nullable(),
  movedM2: z.number(),
  ...loads,
})
export type MovedOut = z.infer<typeof MovedOut>

export const MergeOut = z.object({
  id: rowId,
  edition: rowId,
  version: z.number(),
  rules: MergeIn,
  madeAt: z.string(),
  appliedAt: z.string().nullable(),
  summary: MergeSummary,
})
export type MergeOut = z.infer<typeof MergeOut>

export const ApplyMerge = z.strictObject({ version: z.number().int().positive() })
