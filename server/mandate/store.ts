import { type Queries, sql } from '../db.ts'
import type { Mandate, Matter } from './mandate.ts'
import type { ZoneStreet } from './zone.ts'

/** The matters of these codes; unknown codes are simply missing. */
export const mattersOf = (db: Queries, codes: readonly string[]): Promise<Matter[]> =>
  db.rows<Matter>(sql`
    select code, category_code as category, name, name_en as "nameEn", original_unit as "originalUnit"
    from matter where code = any(${codes})`)

/** Everything these streets ever accepted of these matters, dates included. */
export const mandatesOf = (db: Queries, streets: readonly string[], matters: readonly string[]): Promise<Mandate[]> =>
  db.rows<Mandate>(sql`
    select street_code as street, matter_code as matter, valid_from as "validFrom", valid_to as "validTo", confirmation
    from mandate where street_code = any(${streets}) and matter_code = any(${matters})
    order by street_code, matter_code, valid_from desc`)

/** Every street of every zone that ever was, newest first. */
export const zoneStreets = (db: Queries): Promise<ZoneStreet[]> =>
  db.rows<ZoneStreet>(sql`
    select zone.code as zone, zone.name, zone.name_en as "nameEn", street_code as street,
           zone.valid_from as "validFrom", zone.valid_to as "validTo"
    from zone join zone_street on zone_street.zone_code = zone.code and zone_street.valid_from = zone.valid_from
    order by zone.valid_from desc, zone.code`)
