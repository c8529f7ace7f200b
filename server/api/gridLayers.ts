/** Contract of layers: the grids of several authorities. Their overlay: gridOverlay.ts; the merge into one: gridMerge.ts. */
import { z } from 'zod'
import { MergeOut } from './gridMerge.ts'
import { OverlayOut, rowId } from './gridOverlay.ts'
import { ProblemOut } from './problem.ts'
import { CrsName, Id, LevelName, Words } from './terms.ts'
import { PreviewOut } from './territoryImport.ts'

const text = z.string().trim().min(1).max(128)
const property = z.string().min(1).max(128)

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
  /** The file writes latitude or northing first. */
  swapAxes: z.boolean().default(false),
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
export const CopiedLayer = z.strictObject({ ...origin, from: z.strictObject({ edition: rowId, level: LevelName }) })
export type CopiedLayer = z.infer<typeof CopiedLayer>

export const LayerFileQuery = z.strictObject({
  name: z.string().trim().min(1).max(256),
  /** The draft whose district the file is judged by; without it the edition in force. */
  edition: Id.optional(),
  /** The table that is looked into, where there are several; without it the largest. */
  table: z.string().min(1).max(256).optional(),
  encoding: z.string().min(1).max(32).optional(),
  /** The system it is looked at in; without it as declared, or as it most likely is. */
  crs: CrsName.optional(),
  swapAxes: z.stringbool().default(false),
})
export type LayerFileQuery = z.infer<typeof LayerFileQuery>

/** An uploaded file before it becomes a layer. */
export const LayerFile = z.object({
  file: z.uuid(),
  name: z.string(),
  preview: PreviewOut,
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
  id: rowId,
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
  result: rowId.nullable(),
  error: ProblemOut.shape.error.nullable(),
})
export type LayerRun = z.infer<typeof LayerRun>
