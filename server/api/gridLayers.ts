/** Contract of layers: the grids of several authorities, their overlay, and the merge into one. */
import { z } from 'zod'
import { CrsName, LevelName, Words } from '../api.ts'

const text = z.string().trim().min(1).max(128)
const property = z.string().min(1).max(128)
const code = z.string().trim().min(1).max(64)
const id = z.number().int().positive().max(2_147_483_647)
const metres = z.number().min(0).max(1000)

/** A boundary file of a layer over HTTP may be this large. */
export const LAYER_FILE_LIMIT_BYTES = 256 * 1024 * 1024

/** Whose grid it is. */
const origin = {
  /** Source system, such as 综治平台. */
  system: text,
  name: text,
  authority: text,
  /** Day the layer was valid on. */
  asOf: z.iso.date().nullable().default(null),
  /** Beside all drafts instead of inside this one. */
  shared: z.boolean().default(false),
}

/** How a file of a layer is read. */
export const LayerColumns = z.strictObject({
  code: property,
  name: property,
  /** Property that names who answers for an area. */
  unit: property.optional(),
  /** Property with the number of residents. */
  residents: property.optional(),
  /** Which table of the file, where it has several. */
  table: z.string().min(1).max(256).optional(),
  encoding: z.string().min(1).max(32).optional(),
  /** The system of the coordinates; without it the one the file declares. */
  crs: CrsName.optional(),
})
export type LayerColumns = z.infer<typeof LayerColumns>

export const NewLayer = z.strictObject({
  ...origin,
  /** An uploaded file, and the name it came under. */
  file: z.uuid(),
  fileName: z.string().min(1).max(256),
  columns: LayerColumns,
})
export type NewLayer = z.infer<typeof NewLayer>

/** A layer made of the areas of one level of an edition. */
export const CopiedLayer = z.strictObject({ ...origin, from: z.strictObject({ edition: id, level: LevelName }) })
export type CopiedLayer = z.infer<typeof CopiedLayer>

/** An uploaded file before it becomes a layer. */
export const LayerFile = z.object({
  file: z.uuid(),
  name: z.string(),
  format: z.string(),
  tables: z.array(z.string()),
  table: z.string().nullable(),
  crs: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), sample: z.string() })),
})
export type LayerFile = z.infer<typeof LayerFile>

export const LayerReport = z.object({
  overlaps: z.number(),
  overlapM2: z.number(),
  gaps: z.number(),
  gapM2: z.number(),
  repaired: z.array(z.string()),
  /** The largest faults, each with a place. */
  largest: z.array(z.object({ words: Words, areaM2: z.number(), at: z.tuple([z.number(), z.number()]) })),
})
export type LayerReport = z.infer<typeof LayerReport>

export const LayerOut = z.object({
  id,
  shared: z.boolean(),
  system: z.string(),
  name: z.string(),
  authority: z.string(),
  asOf: z.string().nullable(),
  file: z.string(),
  areas: z.number(),
  areaM2: z.number(),
  residents: z.number().nullable(),
  report: LayerReport,
  importedAt: z.string(),
})
export type LayerOut = z.infer<typeof LayerOut>

const Along = z.object({ lengthM: z.number(), withinM: z.number() })
/** Two layers compared; `a` and `b` are numbers of layers. The terms are those of geo/overlay/agreement.ts. */
export const AgreementOut = z.object({
  a: id,
  b: id,
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

const Layers = z.array(id).min(1).max(12)
const Smallest = z.strictObject({ areaM2: z.number().min(0).max(1_000_000), widthM: metres })

export const OverlayIn = z.strictObject({
  /** Layers in the order of authority. */
  layers: Layers,
  within: LevelName,
  /** Only these areas of that level; all of them without. */
  parents: z.array(code).max(20_000).optional(),
  smallest: Smallest.default({ areaM2: 50, widthM: 2 }),
  toleranceM: metres.min(0.1).default(3),
})
export type OverlayIn = z.infer<typeof OverlayIn>

export const OverlayOut = z.object({
  id,
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
  parent: code.optional(),
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
  layers: z.array(id),
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

export const MeasureName = z.enum(['area', 'residents', 'premises', 'reports'])
export const MergeIn = z
  .strictObject({
    layers: Layers,
    within: LevelName,
    parents: z.array(code).max(20_000).optional(),
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
  given: z.array(z.object({ layer: id, areaM2: z.number() })),
})
export type MergeSummary = z.infer<typeof MergeSummary>

export const BecauseOut = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('split'), layer: id, measure: MeasureName, size: z.number() }),
  z.object({ rule: z.enum(['small', 'joined']), pieces: z.number(), areaM2: z.number() }),
  z.object({ rule: z.literal('uncovered'), areaM2: z.number() }),
  z.object({ rule: z.enum(['above-band', 'below-band']), measure: MeasureName, size: z.number() }),
])
export type BecauseOut = z.infer<typeof BecauseOut>

/** What a merged area has of a source area; shares are of the merged area. Null code: of nobody. */
export const LineageOut = z.object({
  layer: id.nullable(),
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
  layer: id,
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
  id,
  edition: id,
  version: z.number(),
  rules: MergeIn,
  madeAt: z.string(),
  appliedAt: z.string().nullable(),
  summary: MergeSummary,
})
export type MergeOut = z.infer<typeof MergeOut>

export const LayersOut = z.object({
  layers: z.array(LayerOut),
  /** The last comparison and the last merge of this draft. */
  overlay: OverlayOut.nullable(),
  merge: MergeOut.nullable(),
})
export type LayersOut = z.infer<typeof LayersOut>

/** Work in the background: its result names what it made. */
export const LayerRun = z.object({
  id: z.uuid(),
  kind: z.enum(['layer', 'overlay', 'merge']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  of: z.number(),
  result: id.nullable(),
  error: z.looseObject({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
})
export type LayerRun = z.infer<typeof LayerRun>

export const ApplyMerge = z.strictObject({ version: z.number().int().positive() })
