/** Contract of locating: where points fell. */
import { z } from 'zod'
import { LevelName, Position } from './terms.ts'

export const PathCodes = z.partialRecord(LevelName, z.string())

export const RivalOut = z.object({ code: z.string(), path: PathCodes, distanceM: z.number() })

export const PlaceOut = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('located'),
    code: z.string(),
    path: PathCodes,
    names: z.partialRecord(LevelName, z.string()),
    borderM: z.number(),
    rivals: z.array(RivalOut),
  }),
  z.object({ kind: z.literal('unlocated'), nearest: RivalOut.nullable() }),
])
export type PlaceOut = z.infer<typeof PlaceOut>

export const LocateIn = z.union([Position, z.strictObject({ points: z.array(Position).min(1).max(10_000) })])

export const LocateOut = z.object({ edition: z.number(), places: z.array(PlaceOut) })
