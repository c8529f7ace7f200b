import { finished } from 'node:stream/promises'
import { AREA_FEED, type Pull, REPORT_FEED, type Source, type Watermark } from '../../analytics/source.ts'
import { type Db, type Queries, sql, type Tx } from '../db.ts'
import { isSnapshot, keepWatermark } from '../live/store.ts'

/** The name under which the warehouse's watermark is kept: rows of `change` it has not taken are never pruned. */
export const FEED = 'situation'

/** The rows of this PostgreSQL as the warehouse pulls them; each pull is one REPEATABLE READ READ ONLY transaction. */
export function reportSource(db: Db): Source {
  return {
    pull: (last, take) =>
      db.snapshot(async (tx) => {
        const identity = await identityOf(tx)
        const full = last === null || last.identity !== identity || !(await continues(tx, last.snapshot))
        const moment = await tx.row<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)
        return take(pullOn(tx, { identity, snapshot: moment!.snapshot }, full ? null : last))
      }),
  }
}

/** Changed reports that the warehouse has not taken yet. */
export async function lag(db: Queries, { snapshot }: Watermark): Promise<number> {
  const row = await db.row<{ reports: number }>(sql`
    select count(distinct report_id) as reports from change
    where xid >= pg_snapshot_xmin(${snapshot}) and not pg_visible_in_snapshot(xid, ${snapshot})`)
  return row!.reports
}

/** Tells PostgreSQL how far the warehouse has come. */
export const acknowledge = (db: Queries, { snapshot }: Watermark, now: Date) => keepWatermark(db, FEED, snapshot, now)

/** Whether the warehouse has reported a moment at or after this one. */
export async function hasReached(db: Queries, snapshot: string): Promise<boolean> {
  const row = await db.row<{ reached: boolean }>(sql`
    select pg_snapshot_xmax(snapshot) >= pg_snapshot_xmax(${snapshot}) as reached
    from feed_watermark where name = ${FEED}`)
  return row?.reached ?? false
}

function pullOn(tx: Tx, watermark: Watermark, last: Watermark | null): Pull {
  const since = last && unseenBy(last.snapshot)
  return {
    watermark,
    full: last === null,
    changed: () => copied(tx, `select distinct report_id from change where ${since ?? 'false'}`),
    reports: () =>
      copied(tx, `${REPORT_ROWS} ${since ? `where r.id in (select report_id from change where ${since})` : ''}`),
    areas: (known) =>
      copied(
        tx,
        `select ${AREA_COLUMNS} from area a join edition e on e.id = a.edition_id
         where e.status = 'published' and e.id <> all ('{${known.map(Number).join(',')}}'::integer[])`,
      ),
  }
}

/** Columns of the feed that the report row does not hold as they are. */
const MADE: Readonly<Record<string, string>> = {
  // A matter always has a category: what came with the matter alone has it too.
  category_code: 'coalesce(r.category_code, m.category_code)',
  h3: "('x' || lpad(r.h3, 16, '0'))::bit(64)::bigint",
  located_at: 'step.located_at',
  routed_at: 'step.routed_at',
}

/** Every report as the feed carries it. A report located or routed anew counts from the first time. */
export const REPORT_ROWS = `select ${REPORT_FEED.map(([name]) => MADE[name] ?? `r.${name}`).join(', ')}
  from report r left join matter m on m.code = r.matter_code
  left join lateral (
    select min(at) filter (where to_state = 'located') as located_at, min(at) filter (where to_state = 'routed') as routed_at
    from report_event e where e.report_id = r.id and e.to_state in ('located', 'routed')) step on true`

const AREA_COLUMNS = AREA_FEED.map(([name]) => `a.${name}`).join(', ')

/**
 * The bytes of a binary COPY. When the reader gives up, what is left is read and thrown away, for a connection in the
 * middle of a COPY answers nothing else, not even ROLLBACK.
 */
async function* copied(tx: Tx, select: string): AsyncIterable<Uint8Array> {
  const stream = tx.copyOut(`copy (${select}) to stdout (format binary)`)
  let over = false
  stream.once('end', () => {
    over = true
  })
  stream.once('error', () => {
    over = true
  })
  try {
    yield* stream.iterator({ destroyOnReturn: false })
  } finally {
    if (!over) {
      stream.resume()
      await finished(stream)
    }
  }
}

/** The condition on `change` for what a snapshot did not see; COPY takes no parameters, so its text is checked. */
function unseenBy(snapshot: string): string {
  if (!isSnapshot(snapshot)) throw new Error(`expected a snapshot, got ${snapshot}`)
  return `xid >= pg_snapshot_xmin('${snapshot}') and not pg_visible_in_snapshot(xid, '${snapshot}')`
}

/** Whether a snapshot lies in this database's past and every later row of `change` is still there. */
async function continues(tx: Tx, snapshot: string): Promise<boolean> {
  if (!isSnapshot(snapshot)) return false
  const row = await tx.row<{ kept: boolean }>(sql`
    select pg_snapshot_xmin(${snapshot}) >= (select below from feed_pruned)
      and pg_snapshot_xmax(${snapshot}) <= pg_snapshot_xmax(pg_current_snapshot()) as kept`)
  return row!.kept
}

/**
 * Which database this is: system identifier and timeline of the cluster, and the object ids that a dropped and remade
 * database or table does not keep. An account without the right to the control file tells the timeline from the log's
 * file name and does without the system identifier; a restored copy then differs by its transaction ids or object ids.
 */
async function identityOf(tx: Tx): Promise<string> {
  const may = await tx.row<{ control: boolean; walfile: boolean }>(sql`
    select has_function_privilege('pg_control_system()', 'execute')
        and has_function_privilege('pg_control_checkpoint()', 'execute') as control,
      has_function_privilege('pg_walfile_name(pg_lsn)', 'execute') and not pg_is_in_recovery() as walfile`)
  const objects = await tx.row<{ ids: string }>(sql`
    select concat_ws('.', (select oid from pg_database where datname = current_database()),
      'change'::regclass::oid, 'report'::regclass::oid) as ids`)
  return `${await clusterOf(tx, may!)}/${objects!.ids}`
}

async function clusterOf(tx: Tx, may: { control: boolean; walfile: boolean }): Promise<string> {
  if (may.control) {
    const row = await tx.row<{ id: string }>(sql`
      select concat(system_identifier, '.', timeline_id) as id from pg_control_system(), pg_control_checkpoint()`)
    return row!.id
  }
  if (!may.walfile) return 'unknown'
  const row = await tx.row<{ id: string }>(sql`
    select concat('timeline.', ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int) as id`)
  return row!.id
}
