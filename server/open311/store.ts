import { type Queries, type Sql, sql } from '../db.ts'
import type { Actor } from '../report/actor.ts'
import { scopeOf } from '../report/store.ts'
import type { Search } from './search.ts'

/** A matter, or a category for who does not know the matter: what may be reported. */
export interface ServiceRow {
  code: string
  name: string
  /** The law a matter stands on; null for a category. */
  basis: string | null
  /** Name of a matter's category; null for a category. */
  group: string | null
}

const SERVICES = sql`
  select code, name, law || ' ' || article as basis,
         (select name from category where category.code = matter.category_code) as "group"
  from matter
  union all
  select code, name, null, null from category where not exists (select from matter where matter.code = category.code)`

export const allServices = (db: Queries) =>
  db.rows<ServiceRow>(sql`select * from (${SERVICES}) s order by basis is not null, code collate "C"`)

export const serviceByCode = (db: Queries, code: string) =>
  db.row<ServiceRow>(sql`select * from (${SERVICES}) s where code = ${code}`)

/** A report as GeoReport tells it. */
export interface RequestRow {
  id: number
  closed: boolean
  result: string | null
  service_code: string
  service_name: string
  description: string
  agency: string
  requested: Date
  updated: Date
  expected: Date | null
  micro_grid: string | null
  lat: number | null
  lon: number | null
  photo: string | null
}

/** The latest first; only what this actor may see. */
export const requestsFor = (db: Queries, search: Search, by: Actor) =>
  db.rows<RequestRow>(sql`
    select r.id, state = 'closed' as closed, r.result, coalesce(m.code, c.code) as service_code,
           coalesce(m.name, c.name) as service_name, r.description, u.name as agency, r.received_at as requested,
           coalesce((select max(at) from report_event e where e.report_id = r.id), r.received_at) as updated,
           r.close_due as expected, r.micro_grid_code as micro_grid, r.lat, r.lon, r.photo_ref as photo
    from report r left join matter m on m.code = r.matter_code left join category c on c.code = r.category_code
    join unit u on u.code = r.responsible_unit
    where ${scopeOf(by)} and ${wanted(search)}
    order by r.received_at desc, r.id desc ${'ids' in search ? sql`` : sql`limit ${search.limit} offset ${search.offset}`}`)

function wanted(search: Search): Sql {
  if ('ids' in search) return sql`r.id = any(${search.ids})`
  const { from, to, services, status } = search
  return sql`r.received_at >= ${from} and r.received_at <= ${to}
    and (${services}::text[] is null or coalesce(m.code, c.code) = any(${services}))
    and (${status}::text is null or (state = 'closed') = (${status} = 'closed'))`
}
