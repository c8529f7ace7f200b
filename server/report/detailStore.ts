import type { ReportEvent } from '../api/report.ts'
import { type Queries, sql } from '../db.ts'

/** The trail of a report, oldest first, with the names of those who acted. */
export const eventsOf = (db: Queries, id: number): Promise<ReportEvent[]> =>
  db.rows<ReportEvent>(sql`
    select seq, kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, account.name as by,
           from_state as "from", to_state as "to", facts
    from report_event left join account on account.id = account_id
    where report_id = ${id} order by seq`)

/** Names of areas of an edition, by code. */
export async function areaNames(db: Queries, edition: number, codes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ code: string; name: string }>(
    sql`select code, name from area where edition_id = ${edition} and code = any(${codes})`,
  )
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** What an edition is called. */
export const editionName = async (db: Queries, edition: number): Promise<string> =>
  (await db.row<{ name: string }>(sql`select name from edition where id = ${edition}`))!.name

/** What only the detail shows of a report. */
export const besidesOf = (
  db: Queries,
  id: number,
): Promise<{ photo: string | null; zoneChief: string | null } | undefined> =>
  db.row(sql`
    select photo_ref as photo, person.name as "zoneChief"
    from report left join person on person.id = zone_chief where report.id = ${id}`)

/** Reports dispatched and not closed, by unit and person. */
export const loads = (
  db: Queries,
  units: readonly string[],
): Promise<{ unit: string; person: number | null; count: number }[]> =>
  db.rows(sql`
    select assigned_unit as unit, assigned_person as person, count(*) as count
    from report where state = 'dispatched' and assigned_unit = any(${units}) group by 1, 2`)
