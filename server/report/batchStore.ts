import { type Queries, sql } from '../db.ts'
import type { Problem } from '../errors.ts'
import { storable } from '../text.ts'

/** What every door answers for a problem. */
type Refusal = ReturnType<Problem['toJSON']>['error']

/** A row that was not taken: its line in the file, why, and the row as it came. */
export interface RefusedRow {
  line: number
  reason: Refusal
  raw: unknown
}

export interface Counts {
  taken: number
  repeated: number
  refused: number
}

export const openBatch = async (
  db: Queries,
  batch: { name: string; digest: string; account: number | null; at: Date },
): Promise<number> =>
  (await db.row<{ id: number }>(sql`
    insert into batch (name, digest, account_id, started_at)
    values (${batch.name}, decode(${batch.digest}, 'hex'), ${batch.account}, ${batch.at}) returning id`))!.id

/** Adds to the counts of a batch and keeps its refused rows. */
export const noteChunk = (
  db: Queries,
  batch: number,
  counts: Counts,
  refused: readonly RefusedRow[],
): Promise<number> =>
  db.run(sql`
    with kept as (
      insert into batch_refusal (batch_id, line, reason, raw)
      select ${batch}, line, reason, raw
      from jsonb_to_recordset(${asStored(refused)}::jsonb) as row (line integer, reason jsonb, raw jsonb)
      on conflict do nothing
    )
    update batch set taken = taken + ${counts.taken}, repeated = repeated + ${counts.repeated},
                     refused = refused + ${counts.refused}
    where id = ${batch}`)

/** Refused rows may hold exactly what the database cannot, and texts cut short may end in half a character. */
const asStored = (refused: readonly RefusedRow[]): string =>
  JSON.stringify(refused, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value))

export const closeBatch = (
  db: Queries,
  batch: number,
  status: 'finished' | 'cancelled' | 'failed',
  at: Date,
): Promise<number> => db.run(sql`update batch set status = ${status}, finished_at = ${at} where id = ${batch}`)

/** A process that ended in the middle of a file leaves it running; the next one says so. */
export const failUnfinished = (db: Queries, at: Date): Promise<number> =>
  db.run(sql`update batch set status = 'failed', finished_at = ${at} where status = 'running'`)

export interface Batch extends Counts {
  id: number
  name: string
  status: 'running' | 'finished' | 'cancelled' | 'failed'
  startedAt: Date
  finishedAt: Date | null
  /** Its reports by what they wait for: a state, or the hold where a person must settle something. */
  states: Record<string, number>
}

/** A batch with its reports by state. A file sent again shows the reports its first sending made. */
export const readBatch = (db: Queries, id: number): Promise<Batch | undefined> =>
  db.row<Batch>(sql`
    select id, name, status, started_at as "startedAt", finished_at as "finishedAt", taken, repeated, refused,
           (select coalesce(jsonb_object_agg(kind, n), '{}')
            from (select case when hold is null then state else hold end as kind, count(*) as n
                  from report where batch_id in (select twin.id from batch twin where twin.digest = batch.digest)
                  group by 1) as states) as states
    from batch where id = ${id}`)

/** One line of the result of a batch. */
export interface BatchRow {
  line: number
  id: number | null
  state: string | null
  hold: string | null
  microGrid: string | null
  street: string | null
  owner: string | null
  refusal: Refusal | null
}

/** Results of a batch by line, after a line, at most `limit`. */
export const batchRows = (db: Queries, id: number, after: number, limit: number): Promise<BatchRow[]> =>
  db.rows<BatchRow>(sql`
    select * from (
      (select batch_line as line, report.id, state, hold, micro_grid_code as "microGrid", street_code as street,
              owner_unit as owner, null::jsonb as refusal
       from report where batch_id in (select twin.id from batch twin, batch
                                      where twin.digest = batch.digest and batch.id = ${id})
         and batch_line > ${after}
       order by batch_line limit ${limit})
      union all
      (select line, null, null, null, null, null, null, reason from batch_refusal
       where batch_id = ${id} and line > ${after} order by line limit ${limit})
    ) as results order by line limit ${limit}`)
