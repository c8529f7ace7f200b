import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Duck, openDuck } from '../analytics/duck.ts'
import { type Db, openDb } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { ownClock, postgresClock } from './cpuClock.ts'
import { fillDuck, fillPostgres } from './madeReports.ts'
import { brief, printTable } from './table.ts'

const ROUNDS = 3

/** A question to `report`, in a dialect that both understand; `least` is the bar of its ratio. */
interface Question {
  name: string
  least: number
  text: string
  /** How the product asks it of its marts, where it does. */
  ofMarts?: string
}

const YEAR = "local_day between date '2025-01-01' and date '2025-12-31'"

/** The leader's charts with a year and a category chosen, each filtered by all but itself, as in analytics/layers.ts. */
const DASHBOARD = `
  select 1 as chart, (local_day - date '2024-01-01')::integer as key, count(*) as n
    from report where category_code = 2 group by local_day
  union all select 2, category_code, count(*) from report where ${YEAR} group by category_code
  union all select 3, street_code, count(*) from report where ${YEAR} and category_code = 2 group by street_code
  union all select 4, micro_grid_code, count(*) from report where ${YEAR} and category_code = 2 group by micro_grid_code
  union all select 5, state, count(*) from report where ${YEAR} and category_code = 2 group by state
  order by 1, 2`

const DAYS = "day between date '2025-01-01' and date '2025-12-31'"

/** The map alone looks closer than a street. */
const DASHBOARD_OF_MARTS = `
  select 1 as chart, (day - date '2024-01-01')::integer as key, sum(reports)::integer as n
    from street_day where category = 2 group by day
  union all select 2, category, sum(reports)::integer from street_day where ${DAYS} group by category
  union all select 3, street, sum(reports)::integer from street_day where ${DAYS} and category = 2 group by street
  union all select 4, micro_grid_code, count(*) from report where ${YEAR} and category_code = 2 group by micro_grid_code
  union all select 5, state, sum(reports)::integer from street_day where ${DAYS} and category = 2 group by state
  order by 1, 2`

const QUESTIONS: readonly Question[] = [
  {
    name: 'time of week, all reports',
    least: 20,
    text: 'select hour_of_week, count(*) as n from report group by hour_of_week order by hour_of_week',
    ofMarts: 'select hour, sum(reports)::integer as n from hour_of_week group by hour order by hour',
  },
  {
    name: 'filtered dashboard: a year, a category',
    least: 20,
    text: DASHBOARD,
    ofMarts: DASHBOARD_OF_MARTS,
  },
  {
    name: 'heat: reports of each micro-grid',
    least: 5,
    text: 'select micro_grid_code, count(*) as n from report group by micro_grid_code order by micro_grid_code',
  },
  {
    name: 'series: reports of each day',
    least: 5,
    text: 'select local_day, count(*) as n from report group by local_day order by local_day',
    ofMarts: 'select day, sum(reports)::integer as n from street_day group by day order by day',
  },
  {
    name: 'category × state',
    least: 5,
    text: 'select category_code, state, count(*) as n from report group by category_code, state order by category_code, state',
    ofMarts: 'select category, state, sum(reports)::integer as n from street_day group by category, state',
  },
  {
    name: 'hours to close: their distribution by category',
    least: 5,
    text: `select category_code, hours_to_close, count(*) as n from report where hours_to_close is not null
      group by category_code, hours_to_close order by category_code, hours_to_close`,
    ofMarts: `select category, hours, sum(reports)::integer as n from hours_to_state where step = 'closed'
      group by category, hours order by category, hours`,
  },
  {
    name: 'cube: micro-grid × month',
    least: 5,
    text: `select micro_grid_code, month, count(*) as n from report group by micro_grid_code, month order by micro_grid_code, month`,
  },
  {
    name: 'repeat places: same micro-grid, category and day',
    least: 5,
    text: `select category_code, count(*) as places, sum(n) as reports
      from (select micro_grid_code, category_code, local_day, count(*) as n from report group by micro_grid_code, category_code, local_day) r
      where n >= 3 group by category_code order by category_code`,
  },
  {
    name: 'ranking: share closed in time by street, one year',
    least: 5,
    text: `select street_code, count(*) as n, count(*) filter (where hours_to_close <= 72) as in_time
      from report where local_day >= date '2025-01-01' group by street_code order by street_code`,
  },
]

/**
 * `npm run bench -- analytics [--rows N]`: nine questions over 10 million made reports (`--rows 50000000` for 50) asked of
 * DuckDB, as the product asks it, and of PostgreSQL with the indexes that they want on the same rows, in turn, best of
 * three; the answers must be equal. The bars are held against seconds of computing, summed over DuckDB's two threads and
 * PostgreSQL's processes (leader and two parallel workers), so that a busy machine changes little; the clock's stand beside.
 * PostgreSQL has work_mem 256 MB, vacuumed tables and its defaults else; DuckDB has the settings of the product.
 */
export default async function analyticsBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '10000000' } } })
  const rows = Number(values.rows)
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-'))
  const server = await openEmbedded(path.join(folder, 'postgres'), {
    role: 'server',
    say: console.error,
    durable: false,
  })
  const db = openDb(server.url, { max: 1 })
  const duck = await openDuck(path.join(folder, 'bench.duckdb'))
  try {
    await fillPostgres(db, rows)
    await fillDuck(duck, rows)
    await measure(db, duck, rows)
  } finally {
    await duck.close()
    await db.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(db: Db, duck: Duck, rows: number): Promise<void> {
  const table = []
  const clock = await postgresClock(db)
  for (const { name, least, text, ofMarts = text } of QUESTIONS) {
    const best = { duck: NOTHING, postgres: NOTHING }
    const answers = { duck: '', postgres: '' }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [who, cpu, ask] of [
        ['duck', ownClock, () => duck.transaction((tx) => tx.all<object>({ name, text: ofMarts }))],
        ['postgres', clock, async () => (await db.text(text)).rows as object[]],
      ] as const) {
        const [start, before] = [performance.now(), cpu()]
        const found = await ask()
        const wall = performance.now() - start
        await setTimeout(WORKERS_END_MS)
        best[who] = sooner(best[who], { cpu: cpu() - before, wall })
        answers[who] = plain(found)
      }
    }
    const ratio = best.postgres.cpu / best.duck.cpu
    const equal = answers.duck === answers.postgres ? 'equal' : 'DIFFERENT'
    if (equal !== 'equal') process.exitCode = 1
    table.push([
      name,
      ofMarts === text ? 'report' : 'marts',
      ...[best.duck.cpu, best.postgres.cpu, ratio].map(brief),
      `≥ ${least}`,
      ratio >= least ? 'met' : 'MISSED',
      brief(best.postgres.wall / best.duck.wall),
      equal,
    ])
  }
  console.log(`${rows} reports, best of ${ROUNDS} rounds in turn`)
  printTable(
    ['question', 'DuckDB asks', 'its CPU ms', "PostgreSQL's", 'ratio', 'bar', '', 'by the clock', 'answers'],
    table,
  )
}

/** Milliseconds of computing and of the clock. */
interface Times {
  cpu: number
  wall: number
}

/** By then the parallel workers of a query have been waited for and count. */
const WORKERS_END_MS = 200

const NOTHING: Times = { cpu: Infinity, wall: Infinity }
const sooner = (a: Times, b: Times): Times => ({ cpu: Math.min(a.cpu, b.cpu), wall: Math.min(a.wall, b.wall) })

/** Rows in a sorted form that does not depend on who gave them: PostgreSQL sends 64-bit numbers as text. */
function plain(rows: readonly object[]): string {
  const values = rows.map((row) => Object.values(row).map((value) => (isNumeral(value) ? Number(value) : value)))
  return values
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n')
}

const isNumeral = (value: unknown) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
