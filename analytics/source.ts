import type { ColumnType } from './columns.ts'

/** One table that travels: its columns in order, as `[name, type]`. */
export type Feed = readonly (readonly [name: string, type: ColumnType])[]

/** Ids of reports that were inserted, updated or deleted. */
export const CHANGED_FEED = [['id', 'int8']] as const satisfies Feed

export const REPORT_FEED = [
  ['id', 'int8'],
  ['state', 'text'],
  ['hold', 'text'],
  ['local_day', 'date'],
  ['hour_of_week', 'int2'],
  ['observed_at', 'timestamptz'],
  ['received_at', 'timestamptz'],
  ['located_at', 'timestamptz'],
  ['routed_at', 'timestamptz'],
  ['dispatched_at', 'timestamptz'],
  ['accepted_at', 'timestamptz'],
  ['closed_at', 'timestamptz'],
  ['dispatch_due', 'timestamptz'],
  ['close_due', 'timestamptz'],
  ['edition_id', 'int4'],
  ['micro_grid_code', 'text'],
  ['grid_code', 'text'],
  ['community_code', 'text'],
  ['street_code', 'text'],
  ['zone_code', 'text'],
  ['category_code', 'text'],
  ['matter_code', 'text'],
  ['h3', 'int8'],
  ['account_id', 'int4'],
] as const satisfies Feed

/** A moment of the source: which database it was, and what was committed there. */
export interface Watermark {
  /** Changes when the database is another one than before: restored, failed over, made anew. */
  identity: string
  /** `pg_snapshot` as text. */
  snapshot: string
  /** Names this pull, there and here: a database that does not know the seal went back to an earlier state. */
  seal: string
}

/** One moment of the source, open for reading; every stream is binary COPY (copy.ts) of that same moment. */
export interface Pull {
  watermark: Watermark
  /** True: what was pulled before is worth nothing, the streams hold everything. */
  full: boolean
  /** CHANGED_FEED, each id once: what changed since the last moment, late commits included. Not for a full pull. */
  changed(): AsyncIterable<Uint8Array>
  /** REPORT_FEED of the changed ids that still exist, or of all. */
  reports(): AsyncIterable<Uint8Array>
}

/** Where the rows come from. Implemented by the server on PostgreSQL. */
export interface Source {
  /** Opens a moment after `last` (null: nothing was pulled yet) and closes it when `take` settles. */
  pull<T>(last: Watermark | null, take: (pull: Pull) => Promise<T>): Promise<T>
}
