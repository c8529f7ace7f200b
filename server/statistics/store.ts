import type { Level } from '../../geo/types.ts'
import type { ExposureKind } from '../api/statistics.ts'
import type { Day } from '../clock/localTime.ts'
import { type Queries, sql } from '../db.ts'
import type { Plain } from './ground.ts'

/** Every area of an edition by code, without geometry. */
export const plainAreas = (db: Queries, edition: number): Promise<Plain[]> =>
  db.rows<Plain>(sql`
    select code, name, level, parent_code as parent, area_m2 as "areaM2" from area
    where edition_id = ${edition} order by code collate "C"`)

/** The geometry (WKB) of these areas of an edition, in their order. */
export async function shapesOf(db: Queries, edition: number, codes: readonly string[]): Promise<Uint8Array[]> {
  const rows = await db.rows<{ geom: Uint8Array }>(sql`
    select geom from unnest(${codes}::text[]) with ordinality asked (code, n)
    join area on area.code = asked.code and edition_id = ${edition} order by n`)
  return rows.map(({ geom }) => geom)
}

/** "edition code" of areas of these other editions that stand in this one with the very same border. */
export async function unchangedIn(
  db: Queries,
  edition: number,
  level: Level,
  others: readonly number[],
): Promise<Set<string>> {
  if (others.length === 0) return new Set()
  const rows = await db.rows<{ key: string }>(sql`
    select other.edition_id || ' ' || other.code as key from area other
    join area own on own.edition_id = ${edition} and own.code = other.code and own.geom = other.geom
    where other.edition_id = any(${others}::integer[]) and (own.level = ${level} or not exists (
      select from area child where child.edition_id = ${edition} and child.parent_code = own.code))`)
  return new Set(rows.map(({ key }) => key))
}

/** Published editions, the first in force first, with the day that each comes into force. */
export const editionDays = (db: Queries): Promise<{ id: number; from: Day }[]> =>
  db.rows(sql`select id, valid_from as "from" from edition where status = 'published' order by valid_from`)

/** Streets of a zone on a day. */
export async function streetsOfZone(db: Queries, zone: string, day: Day): Promise<string[]> {
  const rows = await db.rows<{ street: string }>(sql`
    select street_code as street from zone_street join zone on code = zone_code and zone.valid_from = zone_street.valid_from
    where zone_code = ${zone} and zone.valid_from <= ${day} and (valid_to is null or valid_to > ${day})`)
  return rows.map(({ street }) => street)
}

/** An amount at an area of any level. */
export interface AreaAmount {
  code: string
  amount: number
}

export interface ExposureList {
  id: string
  source: string
  asOf: Day
  areas: AreaAmount[]
}

/**
 * The list of a kind of the latest day, the last brought in where there are several; undefined without any.
 * @param codes the areas wanted of it; absent: all
 */
export const latestList = (
  db: Queries,
  kind: ExposureKind,
  codes: readonly string[] | null = null,
): Promise<ExposureList | undefined> =>
  db.row<ExposureList>(sql`
    select id, source, as_of as "asOf", areas from (
      select 'list ' || id as id, source, as_of, imported_at,
        (select coalesce(jsonb_agg(jsonb_build_object('code', area_code, 'amount', amount)), '[]') from exposure
          where list_id = exposure_list.id and (${codes}::text[] is null or area_code = any(${codes}::text[]))) as areas
      from exposure_list where kind = ${kind}
      union all
      select 'residents ' || id, source, as_of, imported_at,
        (select coalesce(jsonb_agg(jsonb_build_object('code', street_code, 'amount', residents)), '[]') from residents
          where list_id = residents_list.id and (${codes}::text[] is null or street_code = any(${codes}::text[])))
      from residents_list where ${kind} = 'residents'
    ) list order by as_of desc, imported_at desc limit 1`)

/** An amount at a place, degrees WGS84. */
export interface PlaceAmount {
  lon: number
  lat: number
  amount: number
}

export const premisesPlaces = (db: Queries): Promise<PlaceAmount[]> =>
  db.rows<PlaceAmount>(sql`select lon, lat, 1 as amount from premises`)

/**
 * Hours that crews spend at premises in the rounds of these days: of each day the rounds of the last plan made for it. The
 * time of a round is dealt out evenly over its stops.
 */
export const visitHours = (db: Queries, from: Day | null, to: Day | null): Promise<PlaceAmount[]> =>
  db.rows<PlaceAmount>(sql`
    select lon, lat, sum(service_s / 3600.0 / stops)::double precision as amount
    from (select round.*, max(plan_id) over (partition by day) as last_plan,
            (select count(*) from round_stop where round_id = round.id) as stops from round
          where (${from}::date is null or day >= ${from}) and (${to}::date is null or day <= ${to})) round
    join round_stop on round_id = round.id join visit on visit.id = visit_id join premises on premises.id = premises_id
    where round.plan_id = last_plan group by lon, lat`)

/** Keeps a list; answers its number. */
export async function insertExposure(
  tx: Queries,
  list: { kind: string; source: string; asOf: Day; account: number | null; at: Date; areas: readonly AreaAmount[] },
): Promise<number> {
  const { kind, source, asOf, account, at, areas } = list
  const made = await tx.row<{ id: number }>(sql`
    insert into exposure_list (kind, source, as_of, account_id, imported_at)
    values (${kind}, ${source}, ${asOf}, ${account}, ${at}) returning id`)
  await tx.run(sql`
    insert into exposure (list_id, area_code, amount)
    select ${made!.id}, * from unnest(${areas.map(({ code }) => code)}::text[], ${areas.map(({ amount }) => amount)}::float8[])`)
  return made!.id
}

/** Changes whenever something that exposures are made of does. */
export async function exposureMark(db: Queries): Promise<string> {
  const row = await db.row<{ mark: string }>(sql`
    select concat_ws(' ', (select max(id) from exposure_list), '/', (select max(id) from residents_list), '/',
      (select max(id) from premises), '/', (select max(id) from round)) as mark`)
  return row!.mark
}
