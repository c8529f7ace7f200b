/** Contract of importing a boundary file: upload, preview, run, problems. */
import { z } from 'zod'
import { CrsName, LevelName, Words } from './terms.ts'

/** A boundary file over HTTP may be this large; larger ones go through the command line. */
export const IMPORT_LIMIT_BYTES = 1024 * 1024 * 1024

export const ImportState = z.enum(['uploaded', 'previewed', 'running', 'done', 'refused', 'cancelled', 'failed'])
export type ImportState = z.infer<typeof ImportState>

const property = z.string().min(1).max(128)

/** How a boundary file is to be read. What the file itself declares (system, encoding) holds unless another is named. */
export const ImportOptions = z
  .strictObject({
    /** Code of the district this installation serves: a guard against importing into the wrong one. */
    district: z.string().min(1).max(64),
    level: LevelName,
    /** Property that holds each area's code. */
    code: property,
    /** Property that holds each area's name. */
    name: property.optional(),
    /** The name as a text in which {property} stands for a property's value. */
    nameTemplate: z.string().min(1).max(256).optional(),
    /**
     * Property that holds the parent's code; without it the parent is the area of the level above that contains the
     * area's interior point. With `dissolve` it is the parent of the dissolved areas.
     */
    parent: property.optional(),
    /** Which table, folder or shapefile of the file is read; needed where there are several. */
    layer: z.string().min(1).max(256).optional(),
    /** Encoding of the file's texts, where it is not the one declared in the file or found out. */
    encoding: z.string().min(1).max(32).optional(),
    /** The system the coordinates are in; without it the one the file declares. */
    crs: CrsName.optional(),
    /** The file writes latitude or northing first. */
    swapAxes: z.boolean().default(false),
    codeStripLeadingZeros: z.boolean().default(false),
    /** Codes are filled with zeros on the left to this length. */
    codePad: z.int().min(1).max(64).optional(),
    parentStripLeadingZeros: z.boolean().default(false),
    parentPad: z.int().min(1).max(64).optional(),
    /** Features of the same code are united; otherwise they are refused. */
    mergeSameCode: z.boolean().default(false),
    /** Invalid geometries are repaired and named; otherwise they are refused. */
    makeValid: z.boolean().default(false),
    /** Also build the level above, by uniting areas. */
    dissolve: LevelName.optional(),
    /** Properties whose values, joined by `join`, make the code of the dissolved area. */
    by: z.array(property).max(8).default([]),
    join: z.string().max(8).default('-'),
    /** Name of the dissolved areas; {property} stands for a property's value. Default: their code. */
    dissolveName: z.string().min(1).max(256).optional(),
    /** A draft's number, or 'new'; without it the only open draft, or a new one where there is none. */
    edition: z.union([z.literal('new'), z.int().positive()]).optional(),
    /** Name of a new edition. */
    editionName: z.string().min(1).max(128).optional(),
  })
  .refine((options) => options.name !== undefined || options.nameTemplate !== undefined, {
    path: ['name'],
    message: 'name or nameTemplate is required',
  })
  .refine((options) => options.dissolve !== undefined || (options.by.length === 0 && !options.dissolveName), {
    path: ['by'],
    message: 'by and dissolveName go with dissolve',
  })
  .refine((options) => options.dissolve === undefined || isDirectlyAbove(options.dissolve, options.level), {
    path: ['dissolve'],
    message: 'dissolve must name the level directly above the level of the file',
  })
  .refine(
    (options) => options.dissolve === undefined || (options.dissolve === 'district') === (options.by.length === 0),
    {
      path: ['by'],
      message: 'by is required to dissolve a level; the district alone is one area and needs none',
    },
  )
export type ImportOptions = z.infer<typeof ImportOptions>

function isDirectlyAbove(upper: z.infer<typeof LevelName>, level: z.infer<typeof LevelName>): boolean {
  const levels = LevelName.options
  return levels.indexOf(upper) === levels.indexOf(level) - 1
}

/** How far the work has come; `of` is null while the whole is unknown. */
export const ImportProgress = z.object({
  phase: z.enum(['preview', 'read', 'build', 'store']),
  /** Features in `read` and `preview`, areas in `build` and `store`. */
  done: z.number(),
  bytes: z.number(),
  totalBytes: z.number(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** An error as every door answers it. */
export const Failure = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  flaws: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string() })),
  facts: z.record(z.string(), z.unknown()),
})
export type Failure = z.infer<typeof Failure>

export const ImportOut = z.object({
  id: z.number(),
  file: z.string(),
  state: ImportState,
  /** True while a preview or run is at work. */
  working: z.boolean(),
  progress: ImportProgress.nullable(),
  format: z.string().nullable(),
  bytes: z.number().nullable(),
  /** True while the uploaded file is there: it can be previewed and run (again). */
  kept: z.boolean(),
  edition: z.number().nullable(),
  /** The options of its last run. */
  options: z.record(z.string(), z.unknown()).nullable(),
  counts: z.partialRecord(LevelName, z.number()),
  problems: z.number(),
  repairs: z.number(),
  failure: Failure.nullable(),
  at: z.string(),
})
export type ImportOut = z.infer<typeof ImportOut>
export const Imports = z.object({ imports: z.array(ImportOut) })

export const PreviewAsked = z.strictObject({
  layer: z.string().min(1).max(256).optional(),
  encoding: z.string().min(1).max(32).optional(),
})
export type PreviewAsked = z.infer<typeof PreviewAsked>

export const FieldOut = z.object({
  name: z.string(),
  /** Features that have a usable value. */
  filled: z.number(),
  /** Different values; null beyond what was counted. */
  distinct: z.number().nullable(),
  samples: z.array(z.string()),
})
export type FieldOut = z.infer<typeof FieldOut>

/** A system that would put the data where it belongs. */
export const CrsProposal = z.object({
  crs: z.string(),
  swapAxes: z.boolean(),
  /** Share of the sampled points that then lie inside. */
  share: z.number(),
})
export type CrsProposal = z.infer<typeof CrsProposal>

export const PreviewOut = z.object({
  format: z.string(),
  layers: z.array(z.object({ name: z.string(), features: z.number().nullable() })),
  layer: z.string().nullable(),
  encoding: z.object({ name: z.string(), by: z.string() }).nullable(),
  /** The system the file declares: its name, or 'prj' for a projection written out, or null for none. */
  declared: z.string().nullable(),
  notes: z.array(Words),
  features: z.number(),
  fields: z.array(FieldOut),
  /** What the first features say in plain columns; none in a preview of a version before. */
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).default([]),
  geometries: z.record(z.string(), z.number()),
  /** What the columns and the level seem to be. */
  suggested: z.object({
    code: z.string().nullable(),
    name: z.string().nullable(),
    parent: z.string().nullable(),
    level: LevelName,
    crs: z.string().nullable(),
  }),
  district: z.object({ code: z.string(), name: z.string() }),
  /** The system in which box and outlines are given; null where nothing could be placed. */
  shownIn: z.object({ crs: z.string(), swapAxes: z.boolean() }).nullable(),
  /** Share of the sampled points inside the district (China, while its border is unknown) in that system. */
  inside: z.number().nullable(),
  proposals: z.array(CrsProposal),
  /** West, south, east, north, degrees WGS84. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** Thinned outlines of up to 2,000 features: GeoJSON, WGS84, to be drawn and no more. */
  outlines: z.unknown(),
  shown: z.number(),
})
export type PreviewOut = z.infer<typeof PreviewOut>

export const ProblemOut = z.object({
  kind: z.string(),
  /** Counts from 0 in the file; null where the whole file is meant. */
  feature: z.number().nullable(),
  code: z.string().nullable(),
  reason: Words,
  /** Where it is, as far as that is known: longitude, latitude WGS84. */
  at: z.tuple([z.number(), z.number()]).nullable(),
})
export type ProblemOut = z.infer<typeof ProblemOut>
export const ProblemsPage = z.object({
  total: z.number(),
  /** Problems that are kept; of very many only the first are. */
  kept: z.number(),
  problems: z.array(ProblemOut),
  next: z.number().nullable(),
})
export type ProblemsPage = z.infer<typeof ProblemsPage>
