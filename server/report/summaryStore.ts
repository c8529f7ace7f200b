import type { ReportSummary } from '../api/report.ts'
import { type Queries, raw, sql } from '../db.ts'
import type { Actor } from './actor.ts'
import { scopeOf } from './store.ts'

/** A report as lists and the live stream carry it. */
export const SUMMARY = raw(`json_build_object(
  'id', id, 'version', version, 'state', state, 'hold', hold, 'category', category_code, 'matter', matter_code,
  'description', description, 'lonLat', case when lon is not null then json_build_array(lon, lat) end,
  'accuracyM', accuracy_m, 'observedAt', observed_at, 'receivedAt', received_at, 'street', street_code,
  'microGrid', micro_grid_code, 'zone', zone_code, 'owner', owner_unit, 'responsible', responsible_unit,
  'assigned', assigned_unit, 'acceptedAt', accepted_at, 'closedAt', closed_at, 'dispatchDue', dispatch_due,
  'closeDue', close_due)`)

/** These reports by id, as far as this actor may see them. */
export async function summaries(db: Queries, ids: readonly number[], by: Actor): Promise<ReportSummary[]> {
  const rows = await db.rows<{ summary: ReportSummary }>(
    sql`select ${SUMMARY} as summary from report where id = any(${ids}) and ${scopeOf(by)} order by id`,
  )
  return rows.map(({ summary }) => summary)
}
