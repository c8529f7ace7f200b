import type { Role } from '../api/terms.ts'
import { type Queries, sql } from '../db.ts'

/**
 * The version of an edition where this role may see it: administrators see every edition, others what is published;
 * undefined where there is none.
 */
export async function visibleVersion(db: Queries, id: number, role: Role): Promise<number | undefined> {
  const row = await db.row<{ version: number }>(sql`
    select version from edition where id = ${id} and (status = 'published' or ${role === 'administrator'})`)
  return row?.version
}
