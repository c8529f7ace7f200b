import { boundingBox } from '../../../geo/interior.ts'
import type { Box } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import { type Queries, sql } from '../../db.ts'

/** A row's mark: it is another one whenever the row was written anew. */
export interface Mark {
  code: string
  mark: string
}

/** The marks of all areas of an edition: the transactions that wrote them. */
export const marksOf = (db: Queries, editionId: number): Promise<Mark[]> =>
  db.rows<Mark>(sql`select code, xmin::text as mark from area where edition_id = ${editionId}`)

const AT_ONCE = 500

/** The boxes of some areas; those without edges are left out. */
export async function boxesOf(db: Queries, editionId: number, codes: readonly string[]): Promise<Map<string, Box>> {
  const boxes = new Map<string, Box>()
  for (let start = 0; start < codes.length; start += AT_ONCE) {
    const some = codes.slice(start, start + AT_ONCE)
    const rows = await db.rows<{ code: string; geom: Uint8Array }>(
      sql`select code, geom from area where edition_id = ${editionId} and code = any(${some}::text[])`,
    )
    for (const { code, geom } of rows) {
      const box = boundingBox(fromWkb(geom))
      if (box !== null) boxes.set(code, box)
    }
  }
  return boxes
}
