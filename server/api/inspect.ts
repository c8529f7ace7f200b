/** Contract of the area inspector. */
import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { LevelName } from './terms.ts'

const Named = z.object({ level: LevelName, code: z.string(), name: z.string() })

export const AreaFacts = Named.extend({
  edition: z.number(),
  /** From the district down to the area itself. */
  path: z.array(Named),
  areaM2: z.number(),
  label: z.tuple([z.number(), z.number()]).nullable(),
  /** Outline at six decimals. */
  geometry: z.custom<Polygon | MultiPolygon>(),
  /** Areas of the same level across a border of positive length, longest border first. */
  neighbours: z.array(z.object({ code: z.string(), name: z.string(), borderM: z.number() })),
  /** Areas below it, by level. */
  below: z.array(z.object({ level: LevelName, count: z.number() })),
  /** Reports located in it under this edition: all, and those not closed. */
  reports: z.object({ all: z.number(), open: z.number() }),
  premises: z.number(),
  /**
   * By the latest list, of the area itself or the sum of its parts; `count` is null where the list knows neither it nor
   * all of its parts. Null where there is no list.
   */
  residents: z.object({ count: z.number().nullable(), source: z.string(), asOf: z.string() }).nullable(),
})
export type AreaFacts = z.infer<typeof AreaFacts>
