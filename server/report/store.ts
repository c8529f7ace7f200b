import { type Queries, raw, type Sql, sql, type Tx } from '../db.ts'
import type { Actor } from './actor.ts'
import type { FreshRow } from './intake.ts'
import type { Change, Report } from './report.ts'

/** Field of the noun, column, PostgreSQL type: the one table from which loading and saving are written. */
const FIELDS = [
  ['state', 'state', 'text'],
  ['hold', 'hold', 'text'],
  ['version', 'version', 'integer'],
  ['givenCrs', 'given_crs', 'text'],
  ['givenX', 'given_x', 'double precision'],
  ['givenY', 'given_y', 'double precision'],
  ['lon', 'lon', 'double precision'],
  ['lat', 'lat', 'double precision'],
  ['accuracyM', 'accuracy_m', 'real'],
  ['h3', 'h3', 'text'],
  ['category', 'category_code', 'text'],
  ['matter', 'matter_code', 'text'],
  ['edition', 'edition_id', 'integer'],
  ['place', 'place', 'jsonb'],
  ['microGrid', 'micro_grid_code', 'text'],
  ['grid', 'grid_code', 'text'],
  ['community', 'community_code', 'text'],
  ['street', 'street_code', 'text'],
  ['borderM', 'border_m', 'real'],
  ['zone', 'zone_code', 'text'],
  ['zoneChief', 'zone_chief', 'integer'],
  ['mode', 'mode', 'text'],
  ['owner', 'owner_unit', 'text'],
  ['responsible', 'responsible_unit', 'text'],
  ['basis', 'basis', 'jsonb'],
  ['assignedUnit', 'assigned_unit', 'text'],
  ['assignedPerson', 'assigned_person', 'integer'],
  ['dispatchedAt', 'dispatched_at', 'timestamptz'],
  ['acceptedAt', 'accepted_at', 'timestamptz'],
  ['closedAt', 'closed_at', 'timestamptz'],
  ['result', 'result', 'text'],
  ['dispatchDue', 'dispatch_due', 'timestamptz'],
  ['closeDue', 'close_due', 'timestamptz'],
] as const satisfies readonly (readonly [keyof Report, string, string])[]

const columns = FIELDS.map(([, column]) => column)
const REPORT = raw(
  [
    'id, observed_at as "observedAt", received_at as "receivedAt", local_day as "localDay"',
    ...FIELDS.map(([field, column]) => `${column} as "${field}"`),
  ].join(', '),
)
const SET = raw(`(${columns.join(', ')}) = row (${columns.map((column) => `given.${column}`).join(', ')})`)
const GIVEN = raw(['id bigint', 'was integer', ...FIELDS.map(([, column, type]) => `${column} ${type}`)].join(', '))

/** Reports of these ids that wait for the system to locate or route them, locked in the order of their ids. */
export const waiting = (tx: Tx, ids: readonly number[], state: 'received' | 'located'): Promise<Report[]> =>
  tx.rows<Report>(sql`
    select ${REPORT} from report where id = any(${ids}) and state = ${state} and hold is null
    order by id for no key update`)

/** Reports of these ids wherever they stand, locked in the order of their ids. */
export const theseReports = (tx: Tx, ids: readonly number[]): Promise<Report[]> =>
  tx.rows<Report>(sql`select ${REPORT} from report where id = any(${ids}) order by id for no key update`)

/** One report this actor may see, locked; undefined where there is none, or none for them. */
export const oneFor = (tx: Tx, id: number, by: Actor): Promise<Report | undefined> =>
  tx.row<Report>(sql`select ${REPORT} from report where id = ${id} and ${scopeOf(by)} for no key update`)

/** The same to read only. */
export const readFor = (db: Queries, id: number, by: Actor): Promise<Report | undefined> =>
  db.row<Report>(sql`select ${REPORT} from report where id = ${id} and ${scopeOf(by)}`)

/** Officers see what was given to their unit or belongs to it; everybody else sees all. */
export const scopeOf = (by: Actor): Sql =>
  by.role === 'officer' ? sql`(assigned_unit = any(${by.units}) or owner_unit = any(${by.units}))` : sql`true`

/** Saves rows and their events in one statement; a report whose version moved on is left alone and not answered. */
export async function saveChanges(tx: Tx, changes: readonly Change[]): Promise<Set<number>> {
  const rows = changes.map(rowOf)
  const events = changes.flatMap(({ report, events }) => events.map((event) => ({ report_id: report.id, ...event })))
  const moved = await tx.rows<{ id: number }>(sql`
    with moved as (
      update report set ${SET} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (${GIVEN})
      where report.id = given.id and report.version = given.was
      returning report.id
    ), noted as (
      insert into report_event (report_id, seq, kind, at, account_id, from_state, to_state, facts)
      select event.report_id, seq, kind, at, account, "from", "to", facts
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event
        (report_id bigint, seq integer, kind text, at timestamptz, account integer, "from" text, "to" text, facts jsonb)
      join moved on moved.id = event.report_id
    )
    select id from moved`)
  return new Set(moved.map(({ id }) => id))
}

/** A row by its columns; what is null is left out, as `jsonb_to_recordset` reads absence as null. */
function rowOf({ was, report }: Change): Record<string, unknown> {
  const row: Record<string, unknown> = { id: report.id, was }
  for (const [field, column] of FIELDS) if (report[field] !== null) row[column] = report[field]
  return row
}

/** What became of one row: a new id, or null with what is known of its category and matter. */
export interface Inserted {
  key: string
  id: number | null
  categoryKnown: boolean
  matterKnown: boolean
  /** Category of the matter, where both are known. */
  matterCategory: string | null
}

/** Inserts what is new, with its first event, in one statement. Keys must be distinct. */
export const insertFresh = (tx: Tx, rows: readonly FreshRow[], zone: string) =>
  tx.rows<Inserted>(sql`
    with given as (
      select given.*, matter.category_code as matter_category, matter.code is not null as matter_known,
             category.code is not null as category_known
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
        (idempotency_key text, body_hash text, account_id integer, batch_id integer, batch_line integer, observed_at timestamptz,
         received_at timestamptz, given_crs text, given_x double precision, given_y double precision,
         lon double precision, lat double precision, accuracy_m real, h3 text, hold text, category_code text,
         matter_code text, description text, photo_ref text, dispatch_due timestamptz, close_due timestamptz)
      left join matter on matter.code = given.matter_code
      left join category on category.code = given.category_code
    ), fresh as (
      insert into report (idempotency_key, body_hash, account_id, batch_id, batch_line, observed_at, received_at,
        local_day, hour_of_week, given_crs, given_x, given_y, lon, lat, accuracy_m, h3, hold, category_code,
        matter_code, description, photo_ref, responsible_unit, dispatch_due, close_due)
      select idempotency_key, decode(body_hash, 'hex'), account_id, batch_id, batch_line, observed_at, received_at,
        (observed_at at time zone ${zone})::date,
        (extract(isodow from observed_at at time zone ${zone}) - 1) * 24 + extract(hour from observed_at at time zone ${zone}),
        given_crs, given_x, given_y, lon, lat, accuracy_m, h3, hold, coalesce(category_code, matter_category),
        matter_code, description, photo_ref, (select code from unit where kind = 'centre' order by code limit 1),
        dispatch_due, close_due
      from given
      where (matter_code is null or matter_known) and (category_code is null or category_known)
        and (category_code is null or matter_code is null or category_code = matter_category)
      order by idempotency_key
      on conflict (idempotency_key) do nothing
      returning *
    ), noted as (
      insert into report_event (report_id, seq, kind, at, account_id, from_state, to_state, facts)
      select id, 1, 'receive', received_at, account_id, null, 'received', jsonb_build_object(
        'crs', given_crs, 'x', given_x, 'y', given_y, 'lon', lon, 'lat', lat, 'accuracyM', accuracy_m, 'h3', h3,
        'hold', hold, 'category', category_code, 'matter', matter_code, 'closeDue', close_due)
      from fresh
    )
    select given.idempotency_key as key, fresh.id, category_known or given.category_code is null as "categoryKnown",
           matter_known or given.matter_code is null as "matterKnown", matter_category as "matterCategory"
    from given left join fresh on fresh.idempotency_key = given.idempotency_key`)

export interface Taken {
  key: string
  id: number
  state: Report['state']
  hold: Report['hold']
  hash: string
}

/** Reports that were taken under these keys. */
export const takenUnder = (db: Queries, keys: readonly string[]): Promise<Taken[]> =>
  db.rows<Taken>(sql`
    select idempotency_key as key, id, state, hold, encode(body_hash, 'hex') as hash
    from report where idempotency_key = any(${keys})`)

/** The grid centre: answers for every report until somebody is sent. */
export const centreOf = async (db: Queries): Promise<string | undefined> =>
  (await db.row<{ code: string }>(sql`select code from unit where kind = 'centre' order by code limit 1`))?.code

/** Who made the last step of a report and when. */
export const lastStep = (db: Queries, id: number): Promise<{ kind: string; at: Date; by: string | null } | undefined> =>
  db.row(sql`
    select kind, at, account.name as by from report_event left join account on account.id = account_id
    where report_id = ${id} order by seq desc limit 1`)

/** Reports after an id that wait for the system, in the order of their ids. */
export const waitingForSystem = (tx: Tx, after: number, limit: number) =>
  tx.rows<Pick<Report, 'id' | 'state' | 'hold'>>(sql`
    select id, state, hold from report
    where id > ${after} and state in ('received', 'located') and hold is null order by id limit ${limit}`)

/** Reports with a position that were held before any edition was in force, locked. */
export const waitingForEdition = (tx: Tx, limit: number): Promise<Report[]> =>
  tx.rows<Report>(sql`
    select ${REPORT} from report
    where state = 'received' and hold = 'unlocated' and edition_id is null and lon is not null
    order by id limit ${limit} for no key update`)

/**
 * Keeps editions from being withdrawn until the transaction ends; false where one of them is not published, or no
 * longer: an atlas in memory may be older than that.
 */
export async function holdEditions(tx: Tx, editions: readonly number[]): Promise<boolean> {
  if (editions.length === 0) return true
  const standing = await tx.rows(
    sql`select id from edition where id = any(${editions}) and status = 'published' order by id for key share`,
  )
  return standing.length === editions.length
}

/** Ids of open reports after an id that stand in another edition than this one, in their order. */
export async function openUnderOthers(db: Queries, edition: number, after: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    sql`select id from report where id > ${after} and ${standsElsewhere(edition)} order by id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** Whether any open report stands in another edition than this one. */
export async function anyUnderOthers(db: Queries, edition: number): Promise<boolean> {
  const row = await db.row<{ any: boolean }>(
    sql`select exists (select from report where ${standsElsewhere(edition)}) as any`,
  )
  return row!.any
}

/** Says `in` and not `<>`, so that the index of open reports by edition answers. */
const standsElsewhere = (edition: number): Sql =>
  sql`state <> 'closed' and edition_id in (select id from edition where id <> ${edition})`

/** Reports of these ids, to read only, in their order. */
export const readReports = (db: Queries, ids: readonly number[]): Promise<Report[]> =>
  db.rows<Report>(sql`select ${REPORT} from report where id = any(${ids}) order by id`)
