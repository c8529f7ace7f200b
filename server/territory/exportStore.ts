import type { Area, Level } from '../../geo/types.ts'
import { fromWkb } from '../../geo/wkb.ts'
import { type Queries, sql } from '../db.ts'

/** An area as it leaves the product. */
export interface ExportedArea extends Area {
  source: Record<string, unknown>
}

/**
 * The next areas of one level of an edition after a code, by code; undefined where the edition has another version by
 * now, so that pages of two versions are never put together.
 */
export async function areasAfter(
  db: Queries,
  edition: { id: number; version: number },
  level: Level,
  after: { code: string; limit: number },
): Promise<ExportedArea[] | undefined> {
  const rows = await db.rows<Omit<ExportedArea, 'geometry'> & { geom: Uint8Array; version: number }>(sql`
    select area.level, area.code, area.name, parent_code as parent, geom, source, edition.version
    from edition left join lateral (
      select * from area
      where edition_id = edition.id and level = ${level} and code > ${after.code} order by code limit ${after.limit}) area on true where edition.id = ${edition.id}`)
  if (rows[0]?.version !== edition.version) return undefined
  return rows
    .filter(({ code }) => code !== null)
    .map(({ geom, version: _, ...area }) => ({ ...area, geometry: fromWkb(geom) }))
}
