import { type Queries, sql, type Tx } from '../../db.ts'
import { type CopiedAreas, piecesOf } from '../copiedAreas.ts'
import { copyOfAreas } from '../copyStore.ts'

/** An edition as it is handed to a check: its areas as stored, unread, all of one version. */
export interface CheckedState {
  version: number
  status: string
  /** Fault[] as JSON; null while unchecked. */
  faults: string | null
  areas: CopiedAreas
  districtDissolved: boolean
}

/** The state of an edition at one moment; undefined where there is no such edition. */
export async function readState(tx: Tx, id: number): Promise<CheckedState | undefined> {
  const edition = await tx.row<Omit<CheckedState, 'areas'>>(sql`
    select version, status, faults::text as faults,
           coalesce((select source ? 'dissolvedFrom' from area where edition_id = edition.id and level = 'district'
                     order by code collate "C" limit 1), false) as "districtDissolved"
    from edition where id = ${id}`)
  return edition && { ...edition, areas: await piecesOf(copyOfAreas(tx, id)) }
}

/** Where some areas of an edition came from, by code. */
export async function sourcesOf(
  db: Queries,
  editionId: number,
  codes: readonly string[],
): Promise<Map<string, Record<string, unknown>>> {
  const rows = await db.rows<{ code: string; source: Record<string, unknown> }>(
    sql`select code, source from area where edition_id = ${editionId} and code = any(${codes}::text[])`,
  )
  return new Map(rows.map(({ code, source }) => [code, source]))
}

/** Codes of the streets for which a unit answers; null where no street has one. */
export async function streetsWithUnit(db: Queries): Promise<string[] | null> {
  const rows = await db.rows<{ code: string }>(
    sql`select distinct street_code as code from unit where street_code is not null`,
  )
  return rows.length === 0 ? null : rows.map(({ code }) => code)
}
