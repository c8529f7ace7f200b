/** The questions the marts answer, asked of PostgreSQL itself: what DuckDB holds is checked against these. */
import type { Mart, Sum } from '../../analytics/marts.ts'
import { type Queries, raw, type Sql, sql } from '../db.ts'

/** The same two figures as `sumOf` of analytics/marts.ts, counted from the tables of truth. */
export async function truthOf(db: Queries, { name, columns }: Mart): Promise<Sum> {
  const question = QUESTIONS[name]
  if (question === undefined) throw new Error(`There is no question to PostgreSQL for the mart ${name}`)
  const texts = Object.keys(columns).map((column) => `coalesce(${column}::text, '')`)
  const sum = await db.row<Sum>(sql`
    select count(*) as rows, coalesce(sum(('x' || left(md5(concat_ws('|', ${raw(texts.join(', '))})), 12))::bit(48)::bigint), 0)::text
      as checksum from (${question}) question`)
  return sum!
}

/** One mart beside PostgreSQL, at one moment. */
export interface MartCheck {
  mart: string
  checkedAt: Date
  held: Sum
  expected: Sum
}

export const keepCheck = (db: Queries, { mart, checkedAt, held, expected }: MartCheck) =>
  db.run(sql`
    insert into mart_check (mart, checked_at, held_rows, held_checksum, expected_rows, expected_checksum)
    values (${mart}, ${checkedAt}, ${held.rows}, ${held.checksum}, ${expected.rows}, ${expected.checksum})
    on conflict (mart) do update set checked_at = excluded.checked_at, held_rows = excluded.held_rows,
      held_checksum = excluded.held_checksum, expected_rows = excluded.expected_rows,
      expected_checksum = excluded.expected_checksum`)

/** The last check of every mart. */
export const lastChecks = (db: Queries): Promise<MartCheck[]> =>
  db.rows<MartCheck>(sql`
    select mart, checked_at as "checkedAt", jsonb_build_object('rows', held_rows, 'checksum', held_checksum) as held,
      jsonb_build_object('rows', expected_rows, 'checksum', expected_checksum) as expected
    from mart_check where mart = any(${Object.keys(QUESTIONS)}::text[]) order by mart`)

const LEAF = raw('coalesce(r.micro_grid_code, r.grid_code, r.community_code, r.street_code)')
const CATEGORY = raw('coalesce(r.category_code, m.category_code)')
const REPORTS = raw('report r left join matter m on m.code = r.matter_code')
const first = (state: string) => sql`(select min(at) from report_event where report_id = r.id and to_state = ${state})`
/** H3 digits finer than a resolution are ones, its number stands in bits 52 to 55. */
const parent = (resolution: number) => sql`
  (('x' || lpad(r.h3, 16, '0'))::bit(64)::bigint & ~(15::bigint << 52)) | (${resolution}::bigint << 52)
    | ((1::bigint << ${3 * (15 - resolution)}) - 1)`

const QUESTIONS: Readonly<Record<string, Sql>> = {
  micro_grid_day: sql`
    select r.edition_id as edition, ${LEAF} as leaf, r.micro_grid_code as micro_grid, r.grid_code as grid,
      r.community_code as community, r.street_code as street, r.zone_code as zone, r.local_day as day,
      ${CATEGORY} as category, r.state, count(*) as reports
    from ${REPORTS} group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
  street_day: sql`
    select r.street_code as street, r.zone_code as zone, r.local_day as day, ${CATEGORY} as category, r.state,
      count(*) as reports
    from ${REPORTS} group by 1, 2, 3, 4, 5`,
  hours_to_state: sql`
    select r.street_code as street, r.zone_code as zone, r.local_day as day, ${CATEGORY} as category, r.state,
      step.name as step, floor(extract(epoch from step.at - r.received_at) / 3600)::integer as hours, count(*) as reports
    from ${REPORTS} cross join lateral (values ('located', ${first('located')}), ('routed', ${first('routed')}),
      ('dispatched', r.dispatched_at), ('accepted', r.accepted_at), ('closed', r.closed_at)) step (name, at)
    where step.at is not null group by 1, 2, 3, 4, 5, 6, 7`,
  repeat_place: sql`
    select ('x' || lpad(h3, 16, '0'))::bit(64)::bigint as cell, category, street_code as street, zone_code as zone,
      local_day as day, state, count(*) as reports
    from (
      select r.*, ${CATEGORY} as category, min(local_day) over place as first_day, max(local_day) over place as last_day
      from ${REPORTS} where r.h3 is not null window place as (partition by r.h3, ${CATEGORY})) placed
    where first_day < last_day group by 1, 2, 3, 4, 5, 6`,
  reporter_day: sql`
    select r.account_id as reporter, r.edition_id as edition, ${LEAF} as leaf, r.street_code as street,
      r.zone_code as zone, r.local_day as day, ${CATEGORY} as category, r.state, count(*) as reports
    from ${REPORTS} group by 1, 2, 3, 4, 5, 6, 7, 8`,
  cell_day: sql`
    select resolution, cell, r.street_code as street, r.zone_code as zone, r.local_day as day, ${CATEGORY} as category,
      r.state, count(*) as reports
    from ${REPORTS} cross join lateral (values (7, ${parent(7)}), (8, ${parent(8)}), (9, ${parent(9)})) h (resolution, cell)
    where r.h3 is not null group by 1, 2, 3, 4, 5, 6, 7`,
  hour_of_week: sql`
    select r.street_code as street, r.zone_code as zone, r.local_day as day, r.hour_of_week as hour,
      ${CATEGORY} as category, r.state, count(*) as reports
    from ${REPORTS} group by 1, 2, 3, 4, 5, 6`,
}
