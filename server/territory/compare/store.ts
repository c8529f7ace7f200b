import { type Queries, sql } from '../../db.ts'
import type { Points } from './comparison.ts'

interface Row {
  id: number
  lon: number
  lat: number
  accuracy: number
  open: boolean
  settled: string | null
}

/** Every report with a position that any edition has located; what a person settled comes with the area they named. */
export async function reportPoints(db: Queries): Promise<Points> {
  return pointsOf(
    await db.rows<Row>(sql`
      select id, lon, lat, accuracy_m as accuracy, state <> 'closed' as open,
             case when border_m is null and place->>'kind' = 'located' then place->>'code' end as settled
      from report where lon is not null and edition_id is not null order by id`),
  )
}

export async function premisesPoints(db: Queries): Promise<Points> {
  return pointsOf(
    await db.rows<Row>(
      sql`select id, lon, lat, 0::real as accuracy, false as open, null as settled from premises order by id`,
    ),
  )
}

function pointsOf(rows: readonly Row[]): Points {
  return {
    ids: Float64Array.from(rows, ({ id }) => id),
    lonLats: Float64Array.from(rows.flatMap(({ lon, lat }) => [lon, lat])),
    accuracies: Float32Array.from(rows, ({ accuracy }) => accuracy),
    open: Uint8Array.from(rows, ({ open }) => Number(open)),
    settled: rows.map(({ settled }) => settled),
  }
}

/** Units that act for a street, with the number of people who belong to them. */
export interface StreetUnit {
  kind: string
  code: string
  name: string
  street: string
  people: number
}

export const streetUnits = (db: Queries): Promise<StreetUnit[]> =>
  db.rows<StreetUnit>(sql`
    select kind, code, name, street_code as street,
           (select count(*) from person where person.unit_code = unit.code) as people
    from unit where street_code is not null order by code collate "C"`)

/** Streets of the zones that hold on a local day or begin after it. */
export interface StreetZone {
  code: string
  name: string
  street: string
}

export const streetZones = (db: Queries, day: string): Promise<StreetZone[]> =>
  db.rows<StreetZone>(sql`
    select zone.code, zone.name, street_code as street
    from zone join zone_street on zone_street.zone_code = zone.code and zone_street.valid_from = zone.valid_from
    where valid_to is null or valid_to > ${day} order by zone.code collate "C", street_code collate "C"`)

export interface ReportFacts {
  id: number
  state: string
  description: string
  receivedAt: Date
  owner: string | null
}

/** What lists say of these reports. */
export const reportFacts = (db: Queries, ids: readonly number[]): Promise<ReportFacts[]> =>
  db.rows<ReportFacts>(sql`
    select id, state, description, received_at as "receivedAt", owner_unit as owner
    from report where id = any(${ids}) order by id`)

export interface PremisesFacts {
  id: number
  code: string
  name: string
}

export const premisesFacts = (db: Queries, ids: readonly number[]): Promise<PremisesFacts[]> =>
  db.rows<PremisesFacts>(sql`select id, code, name from premises where id = any(${ids}) order by id`)
