import { type Queries, type Sql, sql, type Tx } from '../db.ts'

/** What the database held when asked, as text of `pg_snapshot`: the only safe "since" (late commits are not in it). */
export type Snapshot = string

const SNAPSHOT = /^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/

/** Whether a text can be a snapshot at all; one that lies about its own order is `kept` by nobody. */
export const isSnapshot = (text: string): boolean => {
  if (!SNAPSHOT.test(text)) return false
  const [from, to, open] = text.split(':') as [string, string, string]
  const xids = [from, ...open.split(',').filter(Boolean)].map(BigInt)
  const rising = xids.every((xid, i) => i < 2 || xid > xids[i - 1]!)
  const inside = xids.slice(1).every((xid) => xid >= xids[0]! && xid < BigInt(to))
  return BigInt(from) > 0n && BigInt(from) <= BigInt(to) && BigInt(to) < 2n ** 63n && rising && inside
}

export async function currentSnapshot(db: Queries): Promise<Snapshot> {
  const row = await db.row<{ now: Snapshot }>(sql`select pg_current_snapshot()::text as now`)
  return row!.now
}

export interface Changed {
  /** Ids of the reports that changed, each once; null when they are more than `limit` or no longer known. */
  ids: number[] | null
  /** Where the next question starts. */
  now: Snapshot
}

/**
 * What was committed since a snapshot, transactions included that began before it and committed after. One statement,
 * so that the rows and the new snapshot are of one moment.
 */
export async function changedSince(db: Queries, since: Snapshot, limit: number): Promise<Changed> {
  const row = await db.row<{ now: Snapshot; kept: boolean; ids: number[] }>(sql`
    select pg_current_snapshot()::text as now,
      pg_snapshot_xmin(${since}) >= (select below from feed_pruned)
        and pg_snapshot_xmax(${since}) <= pg_snapshot_xmax(pg_current_snapshot()) as kept,
      array(select distinct report_id from change where ${unseenBy(since)} limit ${limit + 1})::float8[] as ids`)
  const { now, kept, ids } = row!
  return { ids: kept && ids.length <= limit ? ids : null, now }
}

const unseenBy = (since: Snapshot): Sql =>
  sql`xid >= pg_snapshot_xmin(${since}) and not pg_visible_in_snapshot(xid, ${since})`

/** Notes how far a reader of `change` has come; what it has not taken is never pruned. */
export const keepWatermark = (db: Queries, reader: string, snapshot: Snapshot, now: Date) =>
  db.run(sql`
    insert into feed_watermark (name, snapshot, moved_at) values (${reader}, ${snapshot}, ${now})
    on conflict (name) do update set snapshot = excluded.snapshot, moved_at = excluded.moved_at`)

/** Deletes the rows of `change` that were committed before `before` and that every reader has taken; answers how many. */
export async function deleteTaken(tx: Tx, now: Date, before: Date): Promise<number> {
  await tx.run(sql`insert into feed_mark (at, snapshot) values (${now}, pg_current_snapshot()) on conflict do nothing`)
  const mark = await tx.row<{ at: Date; below: string }>(sql`
    select at, least(pg_snapshot_xmin(snapshot), (select min(pg_snapshot_xmin(snapshot)) from feed_watermark)) as below
    from feed_mark where at <= ${before} order by at desc limit 1`)
  if (mark === undefined) return 0
  await tx.run(sql`delete from feed_mark where at < ${mark.at}`)
  await tx.run(sql`delete from feed_seal where at < ${mark.at}`)
  await tx.run(sql`update feed_pruned set below = greatest(below, ${mark.below}::xid8)`)
  return tx.run(sql`delete from change where xid < ${mark.below}::xid8`)
}
