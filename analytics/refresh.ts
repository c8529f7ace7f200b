import { copyReader } from './copy.ts'
import type { Duck, DuckTx, Query, Reads } from './duck.ts'
import { fillMarts, makeMarts, TOUCHED } from './marts.ts'
import { CHANGED_FEED, type Feed, type Pull, REPORT_FEED, type Watermark } from './source.ts'
import { schemaVersion, sqlFile } from './sqlFile.ts'
import { openWords, type Word, type Words } from './words.ts'

/** What one refresh did. */
export interface Applied {
  /** Reports that were inserted, updated or deleted since the last moment; all of them when full. */
  pulled: number
  /** Reports in the warehouse now. */
  total: number
}

/** Where a warehouse stands; null when its tables are missing or were made by other SQL files. */
export interface Standing extends Watermark {
  /** ISO 8601 instant at which the moment was opened. */
  pulledAt: string
}

const TABLES = ['report', 'word', 'watermark']
const STANDING: Query = {
  name: 'standing',
  text: 'select identity, snapshot, seal, pulled_at as "pulledAt", schema from watermark',
}

export async function standing(reads: Reads): Promise<Standing | null> {
  const tables = await reads.all<{ name: string }>({
    name: 'tables',
    text: 'select table_name as name from duckdb_tables()',
  })
  if (!tables.some(({ name }) => name === 'watermark')) return null
  const [row] = await reads.all<Standing & { schema: string }>(STANDING)
  if (row === undefined || row.schema !== schemaVersion()) return null
  return { identity: row.identity, snapshot: row.snapshot, seal: row.seal, pulledAt: row.pulledAt }
}

/**
 * Brings a warehouse to the moment of `pull`: rows, marts and watermark in one DuckDB transaction, so that a crash
 * leaves the old moment or the new one and no row is missed or taken twice. A full pull needs an empty file.
 */
export async function refresh(duck: Duck, pull: Pull, now: Date): Promise<Applied> {
  return duck.transaction(async (tx) => {
    if (pull.full) await makeTables(tx)
    const words = openWords(await tx.all<Word>({ name: 'words', text: 'select id, text from word order by id' }))
    await tx.run(TOUCHED)
    await run(tx, 'changed reports', 'create or replace temp table changed_report (id bigint)')

    const changed = pull.full ? 0 : await takeFeed(tx, 'changed_report', CHANGED_FEED, pull.changed(), words)
    if (changed > 0) {
      await touch(tx)
      await run(tx, 'forget changed', 'delete from report where id in (select id from changed_report)')
    }
    const taken = pull.full || changed > 0 ? await takeFeed(tx, 'report', REPORT_FEED, pull.reports(), words) : 0
    await storeWords(tx, words.added())

    if (pull.full) await run(tx, 'touch all', 'insert into touched_day select distinct local_day from report')
    else if (changed > 0) await touch(tx)
    if (taken > 0 || changed > 0) await fillMarts(tx)
    await stand(tx, pull.watermark, now)
    return { pulled: pull.full ? taken : changed, total: await count(tx) }
  })
}

const run = (tx: DuckTx, name: string, text: string) => tx.run({ name, text })

async function makeTables(tx: DuckTx): Promise<void> {
  for (const table of TABLES) await tx.run(sqlFile(`staging/${table}`))
  await makeMarts(tx)
}

/** Reads one stream into one table; answers its number of rows. */
export async function takeFeed(
  tx: DuckTx,
  table: string,
  feed: Feed,
  stream: AsyncIterable<Uint8Array>,
  words: Words,
): Promise<number> {
  const types = feed.map(([, type]) => type)
  return tx.append(table, types, async (append) => {
    const reader = copyReader(types, words, append)
    for await (const bytes of stream) reader.push(bytes)
    return reader.end()
  })
}

const touch = (tx: DuckTx) =>
  run(
    tx,
    'touch changed days',
    'insert into touched_day select distinct local_day from report where id in (select id from changed_report)',
  )

async function storeWords(tx: DuckTx, words: readonly Word[]): Promise<void> {
  if (words.length === 0) return
  const shape = '[{"id":"INTEGER","text":"VARCHAR"}]'
  const text = `insert into word select unnest(from_json($words::json, '${shape}'), recursive := true)`
  await tx.run({ name: 'store words', text }, { words: JSON.stringify(words) })
}

async function stand(tx: DuckTx, { identity, snapshot, seal }: Watermark, now: Date): Promise<void> {
  await run(tx, 'clear watermark', 'delete from watermark')
  await tx.run(
    { name: 'watermark', text: 'insert into watermark values ($identity, $snapshot, $seal, $pulledAt, $schema)' },
    { identity, snapshot, seal, pulledAt: now.toISOString(), schema: schemaVersion() },
  )
}

async function count(tx: DuckTx): Promise<number> {
  const [row] = await tx.all<{ total: number }>({ name: 'total', text: 'select count(*) as total from report' })
  return row!.total
}
