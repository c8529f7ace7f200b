import { z } from 'zod'

/** Travel by the straight line between two places × circuity at one speed, and a fixed time a stop (parking, walking). */
const Straight = z.object({
  kind: z.literal('straight'),
  circuity: z.number().min(1).max(5).default(1.32),
  kmPerHour: z.number().positive().max(200).default(22),
  stopS: z.int().min(0).max(3600).default(0),
})

/**
 * Travel between named places, as a road network gives it: seconds[a][b] from places[a] to places[b], null where no way
 * leads. Places are `zone:ID` for a seat and `premises:ID`; a pair that is asked but not in it cannot be driven.
 */
const Table = z.object({
  kind: z.literal('table'),
  places: z.array(z.string()),
  seconds: z.array(z.array(z.int().nullable())),
  metres: z.array(z.array(z.int().nullable())).optional(),
})

/** How long crews drive; asked within a zone only. */
export const TravelRule = z.discriminatedUnion('kind', [Straight, Table])
export type TravelRule = z.infer<typeof TravelRule>
