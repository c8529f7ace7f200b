import type { Fault } from '../../../geo/check/fault.ts'
import type { Level } from '../../../geo/types.ts'
import { type Queries, sql } from '../../db.ts'
import type { PackedArea } from './task.ts'

/** An edition as it is handed to a check: its areas as stored, all of one version. */
export interface CheckedState {
  version: number
  status: string
  faults: Fault[] | null
  areas: PackedArea[]
  sources: Map<string, Record<string, unknown>>
  districtDissolved: boolean
}

/** The state of an edition at one moment; undefined where there is no such edition. */
export async function readState(db: Queries, id: number): Promise<CheckedState | undefined> {
  const edition = await db.row<{ version: number; status: string; faults: Fault[] | null }>(
    sql`select version, status, faults from edition where id = ${id}`,
  )
  if (edition === undefined) return undefined
  const rows = await db.rows<{
    level: Level
    code: string
    name: string
    parent_code: string | null
    geom: Uint8Array
    source: Record<string, unknown>
  }>(sql`
    select level, code, name, parent_code, geom, source from area where edition_id = ${id} order by code collate "C"`)
  const district = rows.find(({ level }) => level === 'district')
  return {
    ...edition,
    areas: rows.map(({ level, code, name, parent_code, geom }) => ({ level, code, name, parent: parent_code, geom })),
    sources: new Map(rows.map(({ code, source }) => [code, source])),
    districtDissolved: district !== undefined && 'dissolvedFrom' in district.source,
  }
}

/** Codes of the streets for which a unit answers; null where no street has one. */
export async function streetsWithUnit(db: Queries): Promise<string[] | null> {
  const rows = await db.rows<{ code: string }>(
    sql`select distinct street_code as code from unit where street_code is not null`,
  )
  return rows.length === 0 ? null : rows.map(({ code }) => code)
}
