import type { Fault } from '../../geo/coverage.ts'
import type { Area, Level, LonLat } from '../../geo/types.ts'
import { fromWkb, toWkb } from '../../geo/wkb.ts'
import { type Queries, type Sql, sql } from '../db.ts'
import type { District } from '../house.ts'
import { PACKS } from '../pack/packs.ts'
import type { Edition, EditionStatus } from './edition.ts'

/** The facts a district is founded with; `pack` is a key of PACKS. */
export interface Founding {
  code: string
  name: string
  nameEn: string
  pack: string
  timeZone: string
}

/** An area with what is stored beside it. */
export interface AreaRow extends Area {
  /** A point inside the area at which its name is written. */
  label: LonLat
  areaM2: number
  source: Record<string, unknown>
}

/** The district this installation serves; null before it is founded. */
export async function readDistrict(db: Queries): Promise<District | null> {
  const row = await db.row<Founding>(
    sql`select code, name, name_en as "nameEn", pack, time_zone as "timeZone" from district`,
  )
  if (row === undefined) return null
  const pack = PACKS[row.pack]
  if (pack === undefined) throw new Error(`The district was founded with the pack "${row.pack}", which is not shipped`)
  return { ...row, pack }
}

/** Writes the one row of the district; answers false when one is there already. */
export async function insertDistrict(db: Queries, district: Founding): Promise<boolean> {
  const { code, name, nameEn, pack, timeZone } = district
  const written = await db.run(
    sql`insert into district (code, name, name_en, pack, time_zone)
        values (${code}, ${name}, ${nameEn}, ${pack}, ${timeZone}) on conflict do nothing`,
  )
  return written === 1
}

export async function createEdition(db: Queries, name: string): Promise<number> {
  const row = await db.row<{ id: number }>(sql`insert into edition (name) values (${name}) returning id`)
  return row!.id
}

/** All editions, newest first, with the number of areas of each level. */
export const listEditions = (db: Queries): Promise<Edition[]> => selectEditions(db, null)

/** One edition, as `listEditions` shows it. */
export async function readEdition(db: Queries, id: number): Promise<Edition | undefined> {
  return (await selectEditions(db, id))[0]
}

function selectEditions(db: Queries, id: number | null): Promise<Edition[]> {
  const name = (column: Sql) => sql`(select account.name from account where account.id = ${column})`
  return db.rows<Edition>(sql`
    select id, name, status, version, valid_from as "validFrom", known_faults as "knownFaults",
           created_at as "createdAt", checked_at as "checkedAt", approved_at as "approvedAt",
           published_at as "publishedAt", withdrawn_at as "withdrawnAt", withdrawn_reason as "withdrawnReason",
           ${name(sql`approved_by`)} as "approvedBy", ${name(sql`published_by`)} as "publishedBy",
           ${name(sql`withdrawn_by`)} as "withdrawnBy", jsonb_array_length(
             jsonb_path_query_array(faults, '$[*] ? (@.severity != "warning")')) as faults,
           coalesce((select jsonb_object_agg(level, n)
                     from (select level, count(*) as n from area where edition_id = edition.id group by level) c),
                    '{}') as counts
    from edition where ${id}::integer is null or id = ${id} order by id desc`)
}

/** Locks an edition against every other change until the transaction ends; its status, or undefined if it is gone. */
export async function lockEdition(tx: Queries, id: number): Promise<EditionStatus | undefined> {
  const row = await tx.row<{ status: EditionStatus }>(sql`select status from edition where id = ${id} for update`)
  return row?.status
}

/** An edition as it stands now: what is published keeps its version for ever. */
export interface VersionedEdition {
  id: number
  version: number
}

/** The edition in force on the local day of `now` in the district's zone. */
export async function editionInForce(db: Queries, now: Date): Promise<number | undefined> {
  return (await inForce(db, now))?.id
}

/** The same, with its version. */
export async function inForce(db: Queries, now: Date): Promise<VersionedEdition | undefined> {
  return db.row<VersionedEdition>(sql`
    select edition.id, version from edition, district
    where status = 'published' and valid_from <= (${now.toISOString()}::timestamptz at time zone time_zone)::date
    order by valid_from desc limit 1`)
}

/** The edition in force on a local day, 'YYYY-MM-DD', past or future. */
export async function editionOn(db: Queries, day: string): Promise<number | undefined> {
  const row = await db.row<{ id: number }>(sql`
    select id from edition where status = 'published' and valid_from <= ${day} order by valid_from desc limit 1`)
  return row?.id
}

/** An edition with its present version; undefined where there is none. */
export async function readVersion(db: Queries, id: number): Promise<VersionedEdition | undefined> {
  return db.row<VersionedEdition>(sql`select id, version from edition where id = ${id}`)
}

/** All areas of an edition, or of one level of it, by code. */
export async function areasOf(db: Queries, editionId: number, level?: Level): Promise<AreaRow[]> {
  const rows = await db.rows<StoredArea>(sql`
    select level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source
    from area where edition_id = ${editionId} and (${level ?? null}::text is null or level = ${level ?? null})
    order by code collate "C"`)
  return rows.map(areaRow)
}

/** Some areas of an edition, by code; those it does not have are left out. */
export async function areasNamed(db: Queries, editionId: number, codes: readonly string[]): Promise<AreaRow[]> {
  const rows = await db.rows<StoredArea>(sql`
    select level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source
    from area where edition_id = ${editionId} and code = any(${codes}::text[])
    order by code collate "C"`)
  return rows.map(areaRow)
}

const areaRow = (row: StoredArea): AreaRow => ({
  level: row.level,
  code: row.code,
  name: row.name,
  parent: row.parent_code,
  geometry: fromWkb(row.geom),
  label: [row.label_lon, row.label_lat],
  areaM2: row.area_m2,
  source: row.source,
})

/** Codes of the areas of one level of an edition. */
export async function codesOf(db: Queries, editionId: number, level: Level): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(
    sql`select code from area where edition_id = ${editionId} and level = ${level} order by code collate "C"`,
  )
  return rows.map((row) => row.code)
}

interface StoredArea {
  level: Level
  code: string
  name: string
  parent_code: string | null
  geom: Uint8Array
  label_lon: number
  label_lat: number
  area_m2: number
  source: Record<string, unknown>
}

/** Adds areas in bulk. The database refuses a code that the edition has already, and any change of what is published. */
export async function insertAreas(tx: Queries, editionId: number, areas: readonly AreaRow[]): Promise<void> {
  const AT_ONCE = 500
  for (let start = 0; start < areas.length; start += AT_ONCE) {
    const some = areas.slice(start, start + AT_ONCE)
    await tx.run(sql`
      insert into area (edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
      select ${editionId}, * from unnest(
        ${some.map((area) => area.level)}::text[], ${some.map((area) => area.code)}::text[],
        ${some.map((area) => area.name)}::text[], ${some.map((area) => area.parent)}::text[],
        ${some.map((area) => Buffer.from(toWkb(area.geometry)))}::bytea[],
        ${some.map((area) => area.label[0])}::float8[], ${some.map((area) => area.label[1])}::float8[],
        ${some.map((area) => area.areaM2)}::float8[], ${some.map((area) => JSON.stringify(area.source))}::jsonb[])`)
  }
}

/** Removes a draft with its areas. */
export async function deleteEdition(tx: Queries, id: number): Promise<void> {
  await tx.run(sql`delete from edition where id = ${id}`)
}

/** A changed draft is another version and must be checked again; answers the new version. */
export async function reopenDraft(tx: Queries, id: number): Promise<number> {
  const row = await tx.row<{ version: number }>(sql`
    update edition set version = version + 1, status = 'draft', faults = null, checked_at = null,
                       approved_at = null, approved_by = null, known_faults = false
    where id = ${id} returning version`)
  return row!.version
}

/** Keeps what a check found; an approval that was given before is void. */
export async function saveCheck(tx: Queries, id: number, faults: readonly Fault[], at: Date): Promise<void> {
  await tx.run(sql`
    update edition set status = 'checked', faults = ${JSON.stringify(faults)}, checked_at = ${at},
                       approved_at = null, approved_by = null, known_faults = false
    where id = ${id}`)
}

/** The faults of the last check: null while unchecked, undefined when there is no such edition. */
export async function readFaults(db: Queries, id: number): Promise<Fault[] | null | undefined> {
  const row = await db.row<{ faults: Fault[] | null }>(sql`select faults from edition where id = ${id}`)
  return row?.faults
}

/** Marks an edition published from a local day; answers false when another edition begins on that very day. */
export async function savePublication(
  tx: Queries,
  id: number,
  publication: { from: string; knownFaults: boolean; at: Date; account?: number | null },
): Promise<boolean> {
  const { from, knownFaults, at, account = null } = publication
  const written = await tx.run(sql`
    update edition set status = 'published', valid_from = ${from}, known_faults = ${knownFaults}, published_at = ${at},
                       published_by = ${account}
    where id = ${id} and not exists (select 1 from edition where status = 'published' and valid_from = ${from})`)
  return written === 1
}
