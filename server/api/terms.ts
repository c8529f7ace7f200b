/** Words of every contract: names that stand in more than one, numbers of rows, positions. */
import { z } from 'zod'

/** Coordinate systems by name; nothing is ever guessed. */
export const CrsName = z.union([
  z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09']),
  z.string().regex(/^EPSG:\d{4,6}$/, 'one of wgs84, cgcs2000, gcj02, bd09, EPSG:n'),
])

export const LevelName = z.enum(['district', 'street', 'community', 'grid', 'micro-grid'])

export const Role = z.enum(['operator', 'officer', 'planner', 'leader', 'administrator'])
export type Role = z.infer<typeof Role>

export const State = z.enum(['received', 'located', 'routed', 'dispatched', 'closed'])
export type State = z.infer<typeof State>

export const Hold = z.enum(['unlocated', 'ambiguous', 'triage'])
export type Hold = z.infer<typeof Hold>

/** The largest number of a row: PostgreSQL's integer. */
export const LAST_ID = 2_147_483_647

/** A row's number as it stands in a path. */
export const Id = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .pipe(z.number().max(LAST_ID))

/** Words in both languages of the product. */
export const Words = z.object({ zh: z.string(), en: z.string() })
export type Words = z.infer<typeof Words>

/** A position as a person or phone gave it. For geographic systems x is the longitude and y the latitude, degrees. */
export const Position = z.strictObject({
  crs: CrsName,
  x: z.number().finite(),
  y: z.number().finite(),
  /** Radius in metres within which the true position lies. */
  accuracyM: z.number().min(0).max(100_000).default(0),
})
export type Position = z.infer<typeof Position>

export const code = z.string().min(1).max(64)
