import type { Level } from '../../../geo/types.ts'
import type { Failure, ImportOptions, ImportState } from '../../api/territoryImport.ts'
import { type Queries, sql, type Tx } from '../../db.ts'
import type { Repair } from './candidate.ts'
import type { Import } from './import.ts'
import type { ImportProblem } from './problem.ts'
import { COPIED_COLUMNS } from './rowFile.ts'
import type { Scanned } from './scan.ts'

export async function insertImport(
  db: Queries,
  made: { file: string; bytes: number | null; spool: string | null; account: number | null },
): Promise<number> {
  const row = await db.row<{ id: number }>(sql`
    insert into territory_import (file, bytes, spool, account_id)
    values (${made.file}, ${made.bytes}, ${made.spool}, ${made.account}) returning id`)
  return row!.id
}

export async function readImport(db: Queries, id: number): Promise<Import | undefined> {
  return (await selectImports(db, id))[0]
}

/** The latest imports, newest first. */
export const listImports = (db: Queries): Promise<Import[]> => selectImports(db, null)

function selectImports(db: Queries, id: number | null): Promise<Import[]> {
  return db.rows<Import>(sql`
    select id, file, state, owner, format, bytes, spool, edition_id as "editionId", options, counts,
           problem_count as problems, jsonb_array_length(repairs) as repairs, failure, imported_at as at
    from territory_import where ${id}::integer is null or id = ${id} order by id desc limit 100`)
}

/** Takes an import at rest to work on it; false where it is not in one of these states, or somebody else has it. */
export async function claim(
  db: Queries,
  id: number,
  asked: { from: readonly ImportState[]; to: ImportState; owner: string; options?: ImportOptions },
): Promise<boolean> {
  const { from, to, owner, options } = asked
  const claimed = await db.run(sql`
    update territory_import set state = ${to}, owner = ${owner}, failure = null, problems = '[]', problem_count = 0,
      options = coalesce(${options === undefined ? null : JSON.stringify(options)}::jsonb, options),
      level = coalesce(${options?.level ?? null}, level), finished_at = null
    where id = ${id} and owner is null and state = any(${from}::text[])`)
  return claimed === 1
}

/** How an import that somebody worked on came to rest. */
export interface Rest {
  state: ImportState
  editionId?: number | null
  format?: string
  preview?: Scanned
  counts?: Partial<Record<Level, number>>
  repairs?: readonly Repair[]
  problems?: { total: number; kept: readonly ImportProblem[] }
  failure?: Failure | null
  /** Forgets the uploaded file. */
  fileGone?: boolean
}

/** Ends the work of `owner` on an import; false where it is no longer his, as after a restart. */
export async function settle(db: Queries, id: number, owner: string, rest: Rest, at: Date): Promise<boolean> {
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
  const total = Object.values(rest.counts ?? {}).reduce((sum, n) => sum + n, 0)
  const settled = await db.run(sql`
    update territory_import set state = ${rest.state}, owner = null, finished_at = ${at},
      edition_id = coalesce(${rest.editionId ?? null}, edition_id),
      format = coalesce(${rest.format ?? null}, format),
      preview = coalesce(${json(rest.preview)}::jsonb, preview),
      counts = coalesce(${json(rest.counts)}::jsonb, '{}'),
      taken = ${total},
      repairs = coalesce(${json(rest.repairs)}::jsonb, '[]'),
      problems = coalesce(${json(rest.problems?.kept)}::jsonb, '[]'),
      problem_count = ${rest.problems?.total ?? 0},
      failure = ${json(rest.failure)}::jsonb,
      spool = case when ${rest.fileGone ?? false} then null else spool end
    where id = ${id} and owner = ${owner}`)
  return settled === 1
}

export async function readScanned(db: Queries, id: number): Promise<Scanned | null | undefined> {
  const row = await db.row<{ preview: Scanned | null }>(sql`select preview from territory_import where id = ${id}`)
  return row?.preview
}

/** Problems from the n-th on. */
export async function problemsOf(db: Queries, id: number, from: number, limit: number): Promise<ImportProblem[]> {
  const rows = await db.rows<{ problem: ImportProblem }>(sql`
    select value as problem from territory_import, jsonb_array_elements(problems) with ordinality as each (value, n)
    where id = ${id} and n > ${from} order by n limit ${limit}`)
  return rows.map(({ problem }) => problem)
}

export async function keptProblems(db: Queries, id: number): Promise<number> {
  const row = await db.row<{ kept: number }>(
    sql`select jsonb_array_length(problems) as kept from territory_import where id = ${id}`,
  )
  return row?.kept ?? 0
}

export async function deleteImport(tx: Queries, id: number): Promise<void> {
  await tx.run(sql`delete from territory_import where id = ${id}`)
}

/** Imports that somebody claims to work on. */
export const ownedImports = (db: Queries) =>
  db.rows<{ id: number; owner: string; state: ImportState }>(
    sql`select id, owner, state from territory_import where owner is not null`,
  )

/** Names of uploaded files that are still of use. */
export async function keptSpools(db: Queries): Promise<string[]> {
  const rows = await db.rows<{ spool: string }>(sql`select spool from territory_import where spool is not null`)
  return rows.map(({ spool }) => spool)
}

/** Forgets uploads that nobody came back to; answers the names of their files. */
export async function forgetSpoolsBefore(db: Queries, day: Date): Promise<string[]> {
  const rows = await db.rows<{ spool: string }>(sql`
    with old as (select id, spool from territory_import
                 where owner is null and spool is not null and imported_at < ${day} for update)
    update territory_import set spool = null from old where territory_import.id = old.id returning old.spool`)
  return rows.map(({ spool }) => spool)
}

/** Adds areas from a binary copy of COPIED_COLUMNS. */
export const copyAreas = (tx: Tx, rows: AsyncIterable<Uint8Array>): Promise<void> =>
  tx.copyIn(`copy area (${COPIED_COLUMNS}) from stdin (format binary)`, rows)
