import type { Area } from '../../geo/types.ts'
import { type Queries, sql } from '../db.ts'

/** An area with its geometry still as WKB. */
export interface PackedArea extends Omit<Area, 'geometry'> {
  wkb: Uint8Array
}

/** What an edition holds: a name that changes whenever an area does, and the number of areas. */
export interface Content {
  content: string
  areas: number
}

/** Undefined where the edition is gone. */
export function contentOf(db: Queries, editionId: number): Promise<Content | undefined> {
  return db.row<Content>(sql`
    select content, (select count(*)::integer from area where edition_id = edition.id) as areas
    from edition where id = ${editionId}`)
}

/** The next areas of an edition after a code, by code; the first ones after ''. */
export async function areasAfter(db: Queries, editionId: number, code: string, count: number): Promise<PackedArea[]> {
  return db.rows<PackedArea>(sql`
    select level, code, name, parent_code as parent, geom as wkb from area
    where edition_id = ${editionId} and code collate "C" > ${code}
    order by code collate "C" limit ${count}`)
}
