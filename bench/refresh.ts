import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type DuckTx, openDuck } from '../analytics/duck.ts'
import { takeFeed } from '../analytics/refresh.ts'
import { type Pull, REPORT_FEED } from '../analytics/source.ts'
import { sqlFile } from '../analytics/sqlFile.ts'
import { openWarehouse } from '../analytics/warehouse.ts'
import { openWords } from '../analytics/words.ts'
import { type Db, openDb } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { migrate } from '../server/migrate.ts'
import { REPORT_ROWS, reportSource } from '../server/situation/store.ts'
import { brief, printTable } from './table.ts'

const ROUNDS = 3
/** The least share of PostgreSQL's own binary COPY rate that the feed must reach. */
const BAR = 0.6

/**
 * `npm run bench -- refresh [--rows N]`: PostgreSQL → DuckDB, full and incremental, beside PostgreSQL's own binary COPY
 * of the same rows to /dev/null.
 */
export default async function refreshBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '500000' } } })
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-'))
  const server = await openEmbedded(path.join(folder, 'postgres'), {
    role: 'server',
    say: console.error,
    durable: false,
  })
  const db = openDb(server.url, { max: 4 })
  try {
    await migrate(db)
    await fill(db, Number(values.rows))
    await measure(db, folder, Number(values.rows))
  } finally {
    await db.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(db: Db, folder: string, rows: number): Promise<void> {
  const source = reportSource(db)
  const best = { copy: Infinity, pull: Infinity, feed: Infinity, full: Infinity, tenth: Infinity, none: Infinity }
  const keep = async (name: keyof typeof best, work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    best[name] = Math.min(best[name], performance.now() - start)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const warehouse = await openWarehouse(
      path.join(folder, `warehouse-${round}`),
      () => new Date(),
      () => undefined,
    )
    await keep('copy', () => db.text(`copy (${REPORT_ROWS}) to '/dev/null' (format binary)`))
    await keep('pull', () => source.pull(null, async (pull) => drain(pull.reports())))
    const duck = await openDuck(path.join(folder, `feed-${round}.duckdb`))
    await keep('feed', () => source.pull(null, (pull) => duck.transaction((tx) => feed(tx, pull))))
    await duck.close()
    await keep('full', () => warehouse.refresh(source))
    await db.text(`update report set state = 'closed' where id % 10 = ${round}`)
    await keep('tenth', () => warehouse.refresh(source))
    await keep('none', () => warehouse.refresh(source))
    await warehouse.close()
  }
  const pass = best.copy / best.feed >= BAR
  const row = (name: string, ms: number, count: number) => [
    name,
    brief(ms),
    brief(count / ms),
    brief(count / ms / (rows / best.copy)),
  ]
  console.log(`${rows} reports, best of ${ROUNDS} rounds in turn`)
  printTable(
    ['what', 'ms', 'thousand rows/s', '× COPY'],
    [
      row("PostgreSQL's binary COPY to /dev/null", best.copy, rows),
      row('the same COPY read by Node and thrown away', best.pull, rows),
      row('feed: the same into a DuckDB table, committed', best.feed, rows),
      row('full refresh: feed, words, day counts, watermark', best.full, rows),
      row('incremental refresh, a tenth updated', best.tenth, rows / 10),
      row('incremental refresh, nothing changed', best.none, 0),
    ],
  )
  console.log(`feed ${brief(best.copy / best.feed)} × COPY, bar ≥ ${BAR}: ${pass ? 'reached' : 'MISSED'}`)
}

async function feed(tx: DuckTx, pull: Pull): Promise<void> {
  await tx.run(sqlFile('staging/report'))
  await takeFeed(tx, 'report', REPORT_FEED, pull.reports(), openWords([]))
}

async function drain(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _bytes of stream);
}

/** Reports over a year in 1,030 micro-grids of 116 grids, 17 communities and 12 streets. */
async function fill(db: Db, rows: number): Promise<void> {
  await db.text(`
    insert into unit (code, kind, name, name_en, short_name) values ('centre', 'centre', 'centre', 'centre', 'centre');
    insert into category (code, ordinal, name, name_en) select 'category-' || g, g, '', '' from generate_series(1, 7) g;
    insert into report (state, idempotency_key, body_hash, observed_at, received_at, local_day, hour_of_week, given_crs,
      category_code, micro_grid_code, grid_code, community_code, street_code, zone_code, responsible_unit, closed_at,
      dispatch_due, close_due)
    select 'routed', 'bench-' || g, '\\x00', at, at, at::date, g % 168, 'wgs84', 'category-' || 1 + g % 7,
      '350405001001001' || lpad((g % 1030)::text, 4, '0'), '350405001001' || lpad((g % 116)::text, 3, '0'),
      '350405001' || lpad((g % 17)::text, 3, '0'), '350405' || lpad((g % 12)::text, 3, '0'), 'zone-' || g % 4, 'centre',
      case when g % 3 = 0 then at end, at, at
    from (select g, timestamptz '2025-01-01' + random() * interval '365 days' as at from generate_series(1, ${rows}) g) r;
    analyze report`)
}
