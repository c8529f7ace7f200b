import type { Box, Level } from '../../../geo/types.ts'
import { type Queries, raw, sql } from '../../db.ts'

const COLUMN: Readonly<Partial<Record<Level, string>>> = {
  street: 'street_code',
  community: 'community_code',
  grid: 'grid_code',
  'micro-grid': 'micro_grid_code',
}

/** Reports located in an area under an edition: all, and those not closed. */
export async function countReports(
  db: Queries,
  asked: { edition: number; level: Level; code: string },
): Promise<{ all: number; open: number }> {
  const column = COLUMN[asked.level]
  const inside = column === undefined ? sql`street_code is not null` : sql`${raw(column)} = ${asked.code}`
  const row = await db.row<{ all: number; open: number }>(sql`
    select count(*) as all, count(*) filter (where state <> 'closed') as open
    from report where edition_id = ${asked.edition} and ${inside}`)
  return row!
}

/** Where the premises inside a box stand, [longitude, latitude]. */
export async function premisesIn(db: Queries, [west, south, east, north]: Box): Promise<[number, number][]> {
  const rows = await db.rows<{ lon: number; lat: number }>(sql`
    select lon, lat from premises
    where lon between ${west} and ${east} and lat between ${south} and ${north}`)
  return rows.map(({ lon, lat }) => [lon, lat])
}
