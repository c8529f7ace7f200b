import type { Day } from '../clock/localTime.ts'
import { type Queries, sql } from '../db.ts'

/** A zone (联合执法片区): a dated set of streets under one zone chief. */
export interface Zone {
  code: string
  name: string
  nameEn: string
  seat: { name: string; lon: number | null; lat: number | null } | null
  clause: string
  /** First day, and the first day no longer (null: open), local, 'YYYY-MM-DD'. */
  validFrom: string
  validTo: string | null
  streets: string[]
}

/** A zone with its chief (片长) on the day asked for. */
export interface ChiefedZone extends Zone {
  chief: { personId: number; name: string; unit: string } | null
}

/** The zones in force on the local day of `now` in the district's zone, by code; none before there is a district. */
export async function zonesInForce(db: Queries, now: Date): Promise<ChiefedZone[]> {
  const [today] = await db.rows<{ day: Day }>(sql`
    select (${now.toISOString()}::timestamptz at time zone time_zone)::date as day from district`)
  return today === undefined ? [] : zonesOn(db, today.day)
}

/** The zones that hold on a day, by code, each with its streets and its chief of that day. */
export async function zonesOn(db: Queries, day: Day): Promise<ChiefedZone[]> {
  return db.rows<ChiefedZone>(sql`
    select code, name, name_en as "nameEn", clause, valid_from as "validFrom", valid_to as "validTo",
           case when seat is not null
                then jsonb_build_object('name', seat, 'lon', seat_lon, 'lat', seat_lat) end as seat,
           array(select street_code from zone_street s
                 where s.zone_code = zone.code and s.valid_from = zone.valid_from
                 order by street_code collate "C") as streets,
           (select jsonb_build_object('personId', person.id, 'name', person.name, 'unit', person.unit_code)
            from posting join person on person.id = posting.person_id
            where posting.role = 'zone-chief' and posting.zone_code = zone.code
              and posting.valid_from <= ${day} and (posting.valid_to is null or posting.valid_to > ${day})
            order by posting.valid_from desc, posting.id desc limit 1) as chief
    from zone where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    order by code collate "C"`)
}

/** Adds zones with their streets; the database refuses a zone that begins twice on one day. */
export async function insertZones(tx: Queries, zones: readonly Zone[]): Promise<void> {
  for (const zone of zones) {
    await tx.run(sql`
      insert into zone (code, name, name_en, seat, seat_lon, seat_lat, clause, valid_from, valid_to)
      values (${zone.code}, ${zone.name}, ${zone.nameEn}, ${zone.seat?.name ?? null}, ${zone.seat?.lon ?? null},
              ${zone.seat?.lat ?? null}, ${zone.clause}, ${zone.validFrom}, ${zone.validTo})`)
    await tx.run(sql`
      insert into zone_street (zone_code, valid_from, street_code)
      select ${zone.code}, ${zone.validFrom}, unnest(${zone.streets}::text[])`)
  }
}

/** Zones that hold on a day or later, by code and first day. */
export async function zonesFrom(db: Queries, day: string): Promise<Zone[]> {
  return db.rows<Zone>(sql`
    select code, name, name_en as "nameEn", clause, valid_from as "validFrom", valid_to as "validTo",
           case when seat is not null
                then jsonb_build_object('name', seat, 'lon', seat_lon, 'lat', seat_lat) end as seat,
           array(select street_code from zone_street s
                 where s.zone_code = zone.code and s.valid_from = zone.valid_from
                 order by street_code collate "C") as streets
    from zone where valid_to is null or valid_to > ${day}
    order by code collate "C", valid_from`)
}

/** Ends the open row of a zone on a day, the first on which it holds no longer. */
export async function endZone(tx: Queries, code: string, day: string): Promise<void> {
  await tx.run(sql`
    update zone set valid_to = ${day}
    where code = ${code} and valid_from < ${day} and (valid_to is null or valid_to > ${day})`)
}

/** Keeps every other change of zones waiting until the transaction ends; readers go on. */
export async function lockZones(tx: Queries): Promise<void> {
  await tx.run(sql`lock table zone in share row exclusive mode`)
}
