import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Duck, openDuck } from '../analytics/duck.ts'
import { sqlFile } from '../analytics/sqlFile.ts'
import { type Db, openDb } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { ownClock, postgresClock } from './cpuClock.ts'
import { brief, printTable } from './table.ts'

const ROUNDS = 3
const SLICE = 500_000

/** A question to `report`, in a dialect that both understand; `least` is the bar of its ratio. */
interface Question {
  name: string
  least: number
  text: string
  /** How the product asks it of its marts, where it does. */
  ofMarts?: string
}

/** The product's marts that the questions look at, made by its own files of analytics/sql. */
const ASKED = ['street_day', 'hour_of_week', 'hours_to_state'] as const

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

/**
 * Reports from … to of `rows`, the same in both databases, in the order they came in over two years: numbers of a
 * multiplicative congruence (Lehmer, 2³¹ − 1), squeezed so that few micro-grids have many.
 */
function made(from: number, to: number, rows: number): string {
  const drawn = (factor: number) => `((g::bigint * ${factor} + 12345) % 2147483647)`
  return `
    select id, micro_grid as micro_grid_code, (micro_grid % 12)::smallint as street_code, null::smallint as zone_code,
      category as category_code, state, local_day,
      ((extract(year from local_day) - 2024) * 12 + extract(month from local_day))::smallint as month, hour_of_week,
      case when state = 3 then hours end as hours_to_close
    from (
      select g::integer as id,
        least(${drawn(48271)} % 1030, ${drawn(69621)} % 1030)::smallint as micro_grid,
        (${drawn(16807)} % 7)::smallint as category,
        (${drawn(39373)} % 4)::smallint as state,
        date '2024-01-01' + floor((g - 1) * 731.0 / ${rows})::integer as local_day,
        (${drawn(742938285)} % 168)::smallint as hour_of_week,
        (${drawn(950706376)} % 400)::smallint as hours
      from generate_series(${from + 1}, ${to}) as s(g)) r`
}

/** When each step was reached, made of the hours to close; the other steps are quick. */
const STEPS = `
  timestamptz '2024-01-01' as received_at, received_at as located_at, received_at as routed_at,
  received_at + (id % 3) * interval 1 hour as dispatched_at, received_at + (id % 9) * interval 1 hour as accepted_at,
  received_at + hours_to_close * interval 1 hour as closed_at`

/** The table as it comes in, and the product's marts of it. */
async function fillDuck(duck: Duck, rows: number): Promise<void> {
  await duck.transaction(async (tx) => {
    await tx.run({ name: 'fill', text: `create table received as ${made(0, rows, rows)}` })
    await tx.run({ name: 'times', text: `create view report as select *, ${STEPS} from received` })
    await tx.run({
      name: 'all days',
      text: 'create temp table touched_day as select distinct local_day as day from report',
    })
    for (const name of ASKED) {
      await tx.run({ name, text: `create table ${name} as ${sqlFile(`marts/${name}`).text}` })
    }
  })
}

/** In slices, with the indexes that these questions want, and vacuumed so that an index alone can answer. */
async function fillPostgres(db: Db, rows: number): Promise<void> {
  await db.text("set statement_timeout = 0; set work_mem = '256MB'; set maintenance_work_mem = '512MB'")
  await db.text(`
    create unlogged table report (id integer, micro_grid_code smallint, street_code smallint, zone_code smallint,
      category_code smallint, state smallint, local_day date, month smallint, hour_of_week smallint, hours_to_close smallint)`)
  for (let from = 0; from < rows; from += SLICE) {
    await db.text(`insert into report ${made(from, Math.min(rows, from + SLICE), rows)}`)
  }
  for (const columns of [
    '(hour_of_week)',
    '(category_code, local_day) include (micro_grid_code, street_code, state)',
    '(local_day) include (category_code, street_code, hours_to_close)',
    '(micro_grid_code, category_code, local_day)',
    '(category_code, hours_to_close)',
  ]) {
    await db.text(`create index on report ${columns}`)
  }
  await db.text('vacuum analyze report')
}
