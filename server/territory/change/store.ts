import type { MultiPolygon, Polygon } from 'geojson'
import { fromWkb } from '../../../geo/wkb.ts'
import type { Words } from '../../api/terms.ts'
import { type Queries, sql } from '../../db.ts'
import type { Standing } from './acceptChange.ts'
import type { ChangeKind } from './change.ts'

/** The present version of an edition, which every change and import raises; undefined where there is none. */
export async function versionOf(db: Queries, editionId: number): Promise<number | undefined> {
  const row = await db.row<{ version: number }>(sql`select version from edition where id = ${editionId}`)
  return row?.version
}

/** Notes a change; those that were undone before it can no longer be redone. */
export async function insertChange(
  tx: Queries,
  change: {
    editionId: number
    kind: ChangeKind
    words: Words
    key: string | undefined
    account: number | null
    at: Date
  },
): Promise<number> {
  const { editionId, kind, words, key, account, at } = change
  await tx.run(sql`delete from edition_change where edition_id = ${editionId} and undone`)
  const row = await tx.row<{ id: number }>(sql`
    insert into edition_change (edition_id, kind, words, key, account_id, made_at)
    values (${editionId}, ${kind}, ${JSON.stringify(words)}, ${key ?? null}, ${account}, ${at}) returning id`)
  return row!.id
}

/** The change of an edition that has this key. */
export async function changeOf(db: Queries, editionId: number, key: string): Promise<number | undefined> {
  const row = await db.row<{ id: number }>(
    sql`select id from edition_change where edition_id = ${editionId} and key = ${key}`,
  )
  return row?.id
}

/** Areas by code, and those that lie directly below some others. */
export const standingOf = (
  db: Queries,
  editionId: number,
  codes: readonly string[],
  above: readonly string[],
): Promise<Standing[]> =>
  db.rows<Standing>(sql`
    select code, level, parent_code as parent from area
    where edition_id = ${editionId} and (code = any(${codes}::text[]) or parent_code = any(${above}::text[]))`)

/** Geometries of the districts of an edition: one, or as many as a fault left there. */
export async function districtsOf(db: Queries, editionId: number): Promise<(Polygon | MultiPolygon)[]> {
  const rows = await db.rows<{ geom: Uint8Array }>(
    sql`select geom from area where edition_id = ${editionId} and level = 'district'`,
  )
  return rows.map(({ geom }) => fromWkb(geom))
}

/** Keeps the present rows of some areas as one side of a change. */
export async function keepSide(
  tx: Queries,
  kept: { change: number; editionId: number; side: 'before' | 'after'; codes: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    insert into edition_change_area
      (change_id, side, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
    select ${kept.change}, ${kept.side}, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source
    from area where edition_id = ${kept.editionId} and code = any(${kept.codes}::text[])`)
}

export async function deleteAreas(tx: Queries, editionId: number, codes: readonly string[]): Promise<void> {
  await tx.run(sql`delete from area where edition_id = ${editionId} and code = any(${codes}::text[])`)
}

/** The change that an undo takes back, or a redo brings again; undefined where there is none. */
export async function nextTo(
  db: Queries,
  editionId: number,
  way: 'undo' | 'redo',
): Promise<{ id: number; words: Words } | undefined> {
  return way === 'undo'
    ? db.row(sql`select id, words from edition_change where edition_id = ${editionId} and not undone
                 order by id desc limit 1`)
    : db.row(sql`select id, words from edition_change where edition_id = ${editionId} and undone
                 order by id limit 1`)
}

/** Puts one side of a change in the place of the other; answers the codes of all areas it touches. */
export async function turn(
  tx: Queries,
  turned: { change: number; editionId: number; to: 'before' | 'after' },
): Promise<string[]> {
  const { change, editionId, to } = turned
  const touched = await tx.rows<{ code: string }>(sql`
    select distinct code collate "C" as code from edition_change_area where change_id = ${change} order by 1`)
  const codes = touched.map(({ code }) => code)
  await deleteAreas(tx, editionId, codes)
  await tx.run(sql`
    insert into area (edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
    select ${editionId}, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source
    from edition_change_area where change_id = ${change} and side = ${to}`)
  await tx.run(sql`update edition_change set undone = ${to === 'before'} where id = ${change}`)
  return codes
}

/** An import sets a new beginning: what was changed before it is no longer undone. */
export async function forgetChanges(tx: Queries, editionId: number): Promise<void> {
  await tx.run(sql`delete from edition_change where edition_id = ${editionId}`)
}

export interface ListedChange {
  id: number
  kind: ChangeKind
  words: Words
  by: string | null
  at: Date
  undone: boolean
  /** Number of areas it touches. */
  areas: number
}

/** The changes of a draft, newest first. */
export async function listChanges(db: Queries, editionId: number): Promise<ListedChange[]> {
  return db.rows<ListedChange>(sql`
    select change.id, kind, words, account.name as by, made_at as at, undone,
           (select count(distinct code) from edition_change_area a where a.change_id = change.id) as areas
    from edition_change change left join account on account.id = account_id
    where edition_id = ${editionId} order by change.id desc limit 500`)
}
