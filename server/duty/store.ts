import type { Day } from '../clock/localTime.ts'
import { type Queries, type Sql, sql } from '../db.ts'
import type { ZoneChief } from '../mandate/zone.ts'
import type { Officer } from './officer.ts'
import type { Unit } from './unit.ts'

/** Every unit on record. */
export const allUnits = (db: Queries): Promise<Unit[]> =>
  db.rows<Unit>(sql`
    select code, kind, name, name_en as "nameEn", parent_code as parent, seat_lon as "seatLon", seat_lat as "seatLat"
    from unit order by code`)

/** Every zone chief's duty that ever was, newest first. */
export const zoneChiefs = (db: Queries): Promise<ZoneChief[]> =>
  db.rows<ZoneChief>(sql`
    select zone_code as zone, person_id as person, person.name, valid_from as "validFrom", valid_to as "validTo"
    from posting join person on person.id = posting.person_id
    where posting.role = 'zone-chief' and zone_code is not null
    order by valid_from desc, posting.id`)

/** Officers by id, with all their postings; unknown ids are simply missing. */
export const officersByIds = (db: Queries, ids: readonly number[]): Promise<Officer[]> =>
  officers(db, sql`person.id = any(${ids})`)

/** Officers whose home is one of these units or who are posted there on that day. */
export const officersAt = (db: Queries, units: readonly string[], day: Day): Promise<Officer[]> =>
  officers(
    db,
    sql`person.id in (
      select person_id from posting
      where role = 'officer' and unit_code = any(${units}) and valid_from <= ${day} and (valid_to is null or ${day} < valid_to)
      union select id from person where unit_code = any(${units}) and certificate_no is not null)`,
  )

const officers = (db: Queries, which: Sql): Promise<Officer[]> =>
  db.rows<Officer>(sql`
    select person.id, person.name, person.unit_code as "homeUnit", person.certified_until as "certifiedUntil",
           coalesce((select jsonb_agg(jsonb_build_object('unit', unit_code, 'validFrom', valid_from, 'validTo', valid_to))
                     from posting where person_id = person.id and role = 'officer' and unit_code is not null), '[]') as postings
    from person where ${which} order by person.id`)

/** A unit, the body it carries out for and the teams that carry out for it: what its people may see. */
export const unitsAround = async (db: Queries, unit: string): Promise<string[]> => {
  const rows = await db.rows<{ code: string }>(sql`
    select code from unit
    where code = ${unit} or parent_code = ${unit}
       or code = (select parent_code from unit where code = ${unit} and kind in ('team', 'squad'))
    order by code`)
  return rows.map(({ code }) => code)
}
