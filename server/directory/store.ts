import type { Directory } from '../api/directory.ts'
import { type Queries, sql } from '../db.ts'

export const unitsOf = (db: Queries) =>
  db.rows<Directory['units'][number]>(sql`
    select code, kind, name, name_en as "nameEn", short_name as "shortName", parent_code as parent
    from unit order by kind, code collate "C"`)

export const categoriesOf = (db: Queries) =>
  db.rows<Directory['categories'][number]>(sql`
    select code, name, name_en as "nameEn", lead_unit as lead from category order by ordinal`)

export const mattersOf = (db: Queries) =>
  db.rows<Directory['matters'][number]>(sql`
    select code, category_code as category, name, name_en as "nameEn", law, article, original_unit as "originalUnit",
           illustrative
    from matter order by code collate "C"`)

/** Whether this installation shows the fictional district: only then does it have demo accounts. */
export async function isDemo(db: Queries): Promise<boolean> {
  const row = await db.row<{ demo: boolean }>(sql`select exists (select 1 from account where demo) as demo`)
  return row!.demo
}
