/** Contract of changes to a draft of boundaries. */
import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { LevelName, Words } from './terms.ts'

export const ChangeKind = z.enum(['repair', 'edit', 'layers', 'codes', 'rename'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** Every change and import raises it; who sends an older one is told `stale-version`. */
const version = z.number().int().positive()
const code = z.string().trim().min(1).max(64)

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(position).min(4)
const rings = z.array(ring).min(1)
/** GeoJSON geometry, longitude before latitude, degrees WGS84, full precision. */
export const AreaGeometry: z.ZodType<Polygon | MultiPolygon> = z.union([
  z.strictObject({ type: z.literal('Polygon'), coordinates: rings }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
])

export const NewAreaIn = z.strictObject({
  level: LevelName,
  code,
  name: z.string().trim().min(1).max(256),
  parent: code.nullable(),
  geometry: AreaGeometry,
  source: z.record(z.string(), z.unknown()).default({}),
})

/** One action of the editor: what leaves and what comes. */
export const ChangeIn = z
  .strictObject({
    version,
    /** Chosen by the client; the same change sent again under its key is applied once. */
    key: z.uuid().optional(),
    words: z.strictObject({ zh: z.string().min(1).max(500), en: z.string().min(1).max(500) }),
    remove: z.array(code).max(20_000).default([]),
    put: z.array(NewAreaIn).max(20_000).default([]),
  })
  .refine(({ remove, put }) => remove.length + put.length > 0, { path: ['put'], message: 'a change of something' })
export type ChangeIn = z.infer<typeof ChangeIn>

export const SeenVersion = z.strictObject({ version })

/** What a change, undo or redo left behind. */
export const Changed = z.object({
  version,
  change: z.number(),
  /** Codes of the areas that left or changed or came: what a map must load anew. */
  codes: z.array(z.string()),
})
export type Changed = z.infer<typeof Changed>

export const ChangeOut = z.object({
  id: z.number(),
  kind: ChangeKind,
  words: Words,
  by: z.string().nullable(),
  at: z.string(),
  undone: z.boolean(),
  areas: z.number(),
})
export type ChangeOut = z.infer<typeof ChangeOut>
/** Newest first. */
export const Changes = z.object({ version, changes: z.array(ChangeOut) })
export type Changes = z.infer<typeof Changes>
