import type { Standing } from '../../analytics/refresh.ts'
import { type Queries, sql, type Tx } from '../db.ts'

/** A computation as it is kept. */
export interface KeptRun<F = Record<string, unknown>> {
  id: number
  method: string
  question: Record<string, unknown>
  edition: number
  family: number
  facts: F
  codeVersion: string
  computedAt: Date
}

/** The figures of one area, or the reason why it has none. */
export interface KeptArea<F = Record<string, unknown>> {
  code: string
  name: string
  reason: string | null
  figures: F
}

const RUN = sql`id, method, question, edition_id as edition, family, facts, code_version as "codeVersion", computed_at as "computedAt"`

/** A run is kept as long as somebody asks for it; the time is noted once a day. */
export async function runByKey<F>(db: Queries, key: Buffer, now: Date): Promise<KeptRun<F> | undefined> {
  const found = await db.row<KeptRun<F>>(sql`select ${RUN} from stat_run where key = ${key}`)
  if (found === undefined) return undefined
  await db.run(sql`
    update stat_run set used_at = ${now} where id = ${found.id} and used_at < ${now}::timestamptz - interval '1 day'`)
  return found
}

export const runById = <F>(db: Queries, id: number): Promise<KeptRun<F> | undefined> =>
  db.row<KeptRun<F>>(sql`select ${RUN} from stat_run where id = ${id}`)

/** Runs of the product, the last first. */
export const recentRuns = (db: Queries, most: number): Promise<KeptRun[]> =>
  db.rows<KeptRun>(sql`select ${RUN} from stat_run order by id desc limit ${most}`)

export const areasOfRun = <F>(db: Queries, id: number): Promise<KeptArea<F>[]> =>
  db.rows<KeptArea<F>>(sql`
    select area_code as code, coalesce(name, area_code) as name, reason, figures
    from stat_result join stat_run on stat_run.id = run_id
    left join area on area.edition_id = stat_run.edition_id and area.code = area_code
    where run_id = ${id} order by ordinal`)

export const areaOfRun = <F>(db: Queries, id: number, code: string): Promise<KeptArea<F> | undefined> =>
  db.row<KeptArea<F>>(sql`
    select area_code as code, coalesce(name, area_code) as name, reason, figures
    from stat_result join stat_run on stat_run.id = run_id
    left join area on area.edition_id = stat_run.edition_id and area.code = area_code
    where run_id = ${id} and area_code = ${code}`)

export interface NewRun {
  key: Buffer
  method: string
  question: object
  edition: number
  family: number
  facts: object
  codeVersion: string
  standing: Standing
  at: Date
  account: number
  areas: readonly { code: string; reason: string | null; figures: object }[]
}

/** Keeps a run with all its areas, or nothing; whoever computed the same at the same time was first and stays. */
export async function keepRun(tx: Tx, run: NewRun): Promise<void> {
  const { key, method, question, edition, family, facts, codeVersion, standing, at, account, areas } = run
  const made = await tx.row<{ id: number }>(sql`
    insert into stat_run (key, method, question, edition_id, family, facts, code_version, identity, snapshot, as_of,
      computed_at, used_at, account_id)
    values (${key}, ${method}, ${JSON.stringify(question)}, ${edition}, ${family}, ${JSON.stringify(facts)}, ${codeVersion},
      ${standing.identity}, ${standing.snapshot}, ${standing.pulledAt}, ${at}, ${at}, ${account})
    on conflict (key) do nothing returning id`)
  if (made === undefined) return
  await tx.run(sql`
    insert into stat_result (run_id, ordinal, area_code, reason, figures)
    select ${made.id}, ordinality, area->>'code', area->>'reason', area->'figures'
    from jsonb_array_elements(${JSON.stringify(areas)}::jsonb) with ordinality given (area, ordinality)`)
}

/**
 * Forgets runs that nobody has asked for since `unused`, and of every question all but the `newest` ones, those asked for
 * since `recent` excepted; answers how many.
 */
export const forgetRuns = (
  db: Queries,
  { newest, recent, unused }: { newest: number; recent: Date; unused: Date },
): Promise<number> =>
  db.run(sql`
    delete from stat_run using (
      select id as ranked, row_number() over (partition by method, edition_id, question order by id desc) as place from stat_run
    ) ranking
    where ranked = id and (used_at < ${unused} or (place > ${newest} and used_at < ${recent}))`)
