import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { LEVELS, type Level } from '../../geo/types.ts'

export type LevelName = Level
export { LEVELS }

const geometry = z.custom<Polygon | MultiPolygon>(
  (value) => /^(Multi)?Polygon$/.test(String((value as { type?: unknown } | null)?.type)),
  'a Polygon or MultiPolygon',
)

/** What the territory doors answer with: outlines, each with the point its label stands at. */
export const AreaCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry,
      properties: z.object({
        code: z.string(),
        name: z.string(),
        parent: z.string().nullable().optional(),
        label: z.tuple([z.number(), z.number()]),
      }),
    }),
  ),
})
export type AreaCollection = z.infer<typeof AreaCollection>
export type AreaFeature = AreaCollection['features'][number]

/** A zone has no label of its own, and no outline where none of its streets is in the edition. */
export const ZoneCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: geometry.nullable(),
      properties: z.object({ code: z.string(), name: z.string(), streets: z.array(z.string()) }),
    }),
  ),
})
export type ZoneCollection = z.infer<typeof ZoneCollection>
