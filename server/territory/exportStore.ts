import type { Level } from '../../geo/types.ts'
import { fromWkb } from '../../geo/wkb.ts'
import { type Queries, sql } from '../db.ts'
import type { AreaRow, VersionedEdition } from './store.ts'

/**
 * The next areas of one level of an edition after a code, by code; undefined where the edition has another version by
 * now, so that pages of two versions are never put together.
 */
export async function areasAfter(
  db: Queries,
  edition: VersionedEdition,
  level: Level,
  after: { code: string; limit: number },
): Promise<AreaRow[] | undefined> {
  const rows = await db.rows<Omit<AreaRow, 'geometry'> & { geom: Uint8Array; version: number }>(sql`
    select area.level, area.code, area.name, parent_code as parent, geom, array[label_lon, label_lat] as label,
           area_m2 as "areaM2", source, edition.version
    from edition left join lateral (
      select * from area
      where edition_id = edition.id and level = ${level} and code > ${after.code} order by code limit ${after.limit}) area on true where edition.id = ${edition.id}`)
  if (rows[0]?.version !== edition.version) return undefined
  return rows
    .filter(({ code }) => code !== null)
    .map(({ geom, version: _, ...area }) => ({ ...area, geometry: fromWkb(geom) }))
}
