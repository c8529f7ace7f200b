import type { Day } from '../clock/localTime.ts'
import { type Queries, sql } from '../db.ts'

/** Notes who approved an edition, with or without known faults. */
export async function saveApproval(
  tx: Queries,
  id: number,
  approval: { knownFaults: boolean; account: number | null; at: Date },
): Promise<void> {
  const { knownFaults, account, at } = approval
  await tx.run(sql`
    update edition set status = 'approved', known_faults = ${knownFaults}, approved_at = ${at},
                       approved_by = ${account}
    where id = ${id}`)
}

/** Takes an edition back; the database itself refuses it where a report was located with it. */
export async function saveWithdrawal(
  tx: Queries,
  id: number,
  withdrawal: { reason: string; account: number | null; at: Date },
): Promise<void> {
  const { reason, account, at } = withdrawal
  await tx.run(sql`
    update edition set status = 'withdrawn', withdrawn_at = ${at}, withdrawn_by = ${account},
                       withdrawn_reason = ${reason}
    where id = ${id}`)
}

/** Days on which published editions begin. */
export async function firstDays(db: Queries): Promise<Day[]> {
  const rows = await db.rows<{ day: Day }>(sql`select valid_from as day from edition where status = 'published'`)
  return rows.map(({ day }) => day)
}

/** Number of reports, open or closed, that an edition located. */
export async function locatedWith(db: Queries, editionId: number): Promise<number> {
  const row = await db.row<{ n: number }>(sql`select count(*) as n from report where edition_id = ${editionId}`)
  return row!.n
}

/** Keeps two publications, or a publication and a withdrawal, from overlapping; readers go on. */
export async function lockLives(tx: Queries): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(350407)`)
}

/** The edition that comes into force next after a local day: published, or, before that, the newest approved one. */
export async function comingEdition(db: Queries, today: Day): Promise<number | undefined> {
  const row = await db.row<{ id: number }>(sql`
    select id from edition where status = 'published' and valid_from > ${today} or status = 'approved'
    order by status = 'published' desc, valid_from, id desc limit 1`)
  return row?.id
}

/** Copies all areas of an edition into an empty draft. */
export async function copyAreas(tx: Queries, from: number, to: number): Promise<number> {
  return tx.run(sql`
    insert into area (edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
    select ${to}, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source
    from area where edition_id = ${from}`)
}
