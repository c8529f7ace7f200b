import { type Queries, sql } from '../db.ts'

/** Makes the grid centre, a unit of every street of an edition and one category, where they are not there yet. */
export async function insertBodies(
  tx: Queries,
  editionId: number,
  centre: { code: string; name: string; nameEn: string },
  category: { code: string; name: string; nameEn: string },
): Promise<number> {
  await tx.run(sql`
    insert into unit (code, kind, name, name_en, short_name)
    values (${centre.code}, 'centre', ${centre.name}, ${centre.nameEn}, ${centre.name}) on conflict do nothing`)
  await tx.run(sql`
    insert into category (code, ordinal, name, name_en)
    values (${category.code}, 1, ${category.name}, ${category.nameEn}) on conflict do nothing`)
  return tx.run(sql`
    insert into unit (code, kind, name, name_en, short_name, street_code)
    select code, 'street', name, name, name, code from area
    where edition_id = ${editionId} and level = 'street' on conflict do nothing`)
}
