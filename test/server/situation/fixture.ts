import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { latLngToCell } from 'h3-js'
import { type Db, type Queries, sql } from '../../../server/db.ts'
import { CENTRE, microGridAt, middleOf } from '../../smallDistrict.ts'

/** A report row written past the report room: the feed needs nothing but the table. */
export interface Row {
  day: string
  category: string | null
  matter?: string | null
  /** A micro-grid of the small district, or null where the report has no place. */
  place: { column: number; row: number } | null
  /** Up to which level the place is known; the edition has no smaller area there. */
  depth?: 'street' | 'community' | 'grid' | 'micro-grid'
  closed: boolean
}

const ZONES = ['zone-1', 'zone-1', 'zone-2']
let keys = 0

/** The H3 cell of resolution 10 that reports of a micro-grid lie in. */
export function cellAt({ column, row }: { column: number; row: number }): string {
  const [lon, lat] = middleOf(column, row)
  return latLngToCell(lat, lon, 10)
}

/** Inserts rows in one statement; answers their ids in order. */
export async function insertReports(db: Queries, edition: number, rows: readonly Row[]): Promise<number[]> {
  const given = rows.map(({ day, category, matter = null, place, depth = 'micro-grid', closed }) => {
    const code = place && microGridAt(place.column, place.row)
    const deep = ['street', 'community', 'grid', 'micro-grid'].indexOf(depth)
    keys += 1
    return {
      key: `${process.pid}-${keys}-${Math.random()}`,
      state: closed ? 'closed' : place ? 'routed' : 'received',
      day,
      category,
      matter,
      street: code?.slice(0, 9) ?? null,
      community: code && deep >= 1 ? code.slice(0, 12) : null,
      grid: code && deep >= 2 ? code.slice(0, 15) : null,
      micro_grid: code && deep >= 3 ? code : null,
      h3: place && cellAt(place),
      zone: place && ZONES[Math.floor(place.column / 2)],
    }
  })
  const inserted = await db.rows<{ id: number }>(sql`
    insert into report (state, hold, idempotency_key, body_hash, observed_at, received_at, local_day, hour_of_week,
      given_crs, category_code, matter_code, edition_id, street_code, community_code, grid_code, micro_grid_code,
      zone_code, h3, responsible_unit, closed_at)
    select state, case when street is null then 'unlocated' end, key, '\\x00', day::timestamptz, day::timestamptz, day,
      9, 'wgs84', category, matter, case when street is not null then ${edition}::integer end, street, community, grid,
      micro_grid, zone, h3, ${CENTRE}, case when state = 'closed' then day::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as t (key text, state text, day date, category text,
      matter text, street text, community text, grid text, micro_grid text, zone text, h3 text)
    returning id`)
  return inserted.map(({ id }) => id)
}

/** The rows of the report table that the warehouse must hold, in a form both databases can give. */
export const truth = (db: Db) =>
  db.rows<Record<string, unknown>>(sql`
    select r.id, r.state, r.hold, r.local_day::text as local_day, r.hour_of_week,
      (extract(epoch from r.observed_at) * 1000000)::bigint as observed_us,
      (extract(epoch from r.closed_at) * 1000000)::bigint as closed_us,
      r.edition_id, r.micro_grid_code, r.grid_code, r.community_code, r.street_code, r.zone_code,
      coalesce(r.category_code, m.category_code) as category_code, r.matter_code
    from report r left join matter m on m.code = r.matter_code order by r.id`)

/** The same of the warehouse. */
export const HELD = {
  name: 'held',
  text: `
    select r.id, state.text as state, hold.text as hold, r.local_day::varchar as local_day, r.hour_of_week,
      epoch_us(r.observed_at) as observed_us, epoch_us(r.closed_at) as closed_us,
      r.edition_id, micro_grid.text as micro_grid_code, grid.text as grid_code, community.text as community_code,
      street.text as street_code, zone.text as zone_code, category.text as category_code, matter.text as matter_code
    from report r
    left join word state on state.id = r.state left join word hold on hold.id = r.hold
    left join word micro_grid on micro_grid.id = r.micro_grid_code left join word grid on grid.id = r.grid_code
    left join word community on community.id = r.community_code left join word street on street.id = r.street_code
    left join word zone on zone.id = r.zone_code left join word category on category.id = r.category_code
    left join word matter on matter.id = r.matter_code
    order by r.id`,
}

/** A folder of one's own for a warehouse. */
export function warehouseFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-warehouse-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
