import { finished } from 'node:stream/promises'
import type { Standing } from '../../analytics/refresh.ts'
import { type Pull, REPORT_FEED, type Source, type Watermark } from '../../analytics/source.ts'
import { type Db, type Queries, sql, type Tx } from '../db.ts'
import { isSnapshot, keepWatermark } from '../live/store.ts'

/** The name under which the warehouse's watermark is kept: rows of `change` it has not taken are never pruned. */
export const FEED = 'situation'

type Moment = Pick<Standing, 'snapshot' | 'pulledAt'>

/**
 * The rows of this PostgreSQL as the warehouse pulls them; each pull is one REPEATABLE READ READ ONLY transaction, sealed
 * before its rows are taken. It needs two connections of `db` at a time.
 */
export function reportSource(db: Db): Source {
  return {
    pull: (last, take) =>
      db.snapshot(async (tx) => {
        const identity = await identityOf(tx)
        const full = last === null || last.identity !== identity || !(await continues(tx, last))
        const moment = await tx.row<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)
        const sealed = await seal(db)
        return take(pullOn(tx, { identity, snapshot: moment!.snapshot, seal: sealed }, full ? null : last))
      }),
  }
}

/** How far the warehouse is behind. */
export interface Lag {
  /** Changed reports that it has not taken yet. */
  lagRows: number
  /** The oldest of these changes is at most so old; 0 where there is none. */
  lagSeconds: number
}

export async function lag(db: Queries, { snapshot, pulledAt }: Moment, now: Date): Promise<Lag> {
  const row = await db.row<{ lagRows: number }>(sql`
    select count(distinct report_id) as "lagRows" from change
    where xid >= pg_snapshot_xmin(${snapshot}) and not pg_visible_in_snapshot(xid, ${snapshot})`)
  const { lagRows } = row!
  const age = Math.max(0, now.getTime() - Date.parse(pulledAt)) / 1000
  return { lagRows, lagSeconds: lagRows === 0 ? 0 : age }
}

/** Tells PostgreSQL how far the warehouse has come. */
export const acknowledge = (db: Queries, { snapshot, pulledAt }: Moment) =>
  keepWatermark(db, FEED, snapshot, new Date(pulledAt))

/** The last moment that was acknowledged, and how far behind it is; null before the first. */
export async function acknowledged(db: Queries, now: Date): Promise<(Lag & { asOf: string }) | null> {
  const row = await db.row<{ snapshot: string; at: Date }>(sql`
    select snapshot::text, moved_at as at from feed_watermark where name = ${FEED}`)
  if (row === undefined) return null
  const asOf = row.at.toISOString()
  return { asOf, ...(await lag(db, { snapshot: row.snapshot, pulledAt: asOf }, now)) }
}

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

/** Whether this database has lived on from that pull without a break and every later row of `change` is still there. */
async function continues(tx: Tx, { snapshot, seal }: Watermark): Promise<boolean> {
  if (!isSnapshot(snapshot)) return false
  const row = await tx.row<{ kept: boolean }>(sql`
    select pg_snapshot_xmin(${snapshot}) >= (select below from feed_pruned)
      and exists (select from feed_seal where seal = ${seal}::uuid) as kept`)
  return row!.kept
}

/**
 * Commits a row, on disk when it returns whatever the database's settings. Transaction ids are not on disk when they are
 * given out: a transaction that a snapshot saw end by a rollback may have left no trace when the database crashes, and
 * its id then goes to another one, whose rows that snapshot would claim to have seen. The seal's own id is higher than
 * every one that ended before it, and everything written earlier is on disk with it.
 */
function seal(db: Db): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.run(sql`set local synchronous_commit = on`)
    const row = await tx.row<{ seal: string }>(sql`insert into feed_seal (at) values (now()) returning seal`)
    return row!.seal
  })
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
