import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Duck, openDuck } from '../analytics/duck.ts'
import { type Db, openDb } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { brief, printTable } from './table.ts'

const ROUNDS = 3
const SLICE = 500_000

/** A question both answer, in a dialect that both understand; `least` is the bar of its ratio. */
interface Question {
  name: string
  least: number
  text: string
}

const YEAR = "local_day between date '2025-01-01' and date '2025-12-31'"

/** The leader's charts with a year and a category chosen, each filtered by all but itself, as in analytics/layers.ts. */
const DASHBOARD = `
  select 1 as chart, (local_day - date '2024-01-01')::integer as key, count(*) as n
    from report where category = 2 group by local_day
  union all select 2, category, count(*) from report where ${YEAR} group by category
  union all select 3, street, count(*) from report where ${YEAR} and category = 2 group by street
  union all select 4, micro_grid, count(*) from report where ${YEAR} and category = 2 group by micro_grid
  union all select 5, state, count(*) from report where ${YEAR} and category = 2 group by state
  order by 1, 2`

const QUESTIONS: readonly Question[] = [
  {
    name: 'time of week, all reports',
    least: 20,
    text: 'select hour_of_week, count(*) as n from report group by hour_of_week order by hour_of_week',
  },
  { name: 'filtered dashboard: a year, a category', least: 20, text: DASHBOARD },
  {
    name: 'heat: reports of each micro-grid',
    least: 5,
    text: 'select micro_grid, count(*) as n from report group by micro_grid order by micro_grid',
  },
  {
    name: 'series: reports of each day',
    least: 5,
    text: 'select local_day, count(*) as n from report group by local_day order by local_day',
  },
  {
    name: 'category × state',
    least: 5,
    text: 'select category, state, count(*) as n from report group by category, state order by category, state',
  },
  {
    name: 'hours to close: their distribution by category',
    least: 5,
    text: `select category, hours_to_close, count(*) as n from report where hours_to_close is not null
      group by category, hours_to_close order by category, hours_to_close`,
  },
  {
    name: 'cube: micro-grid × month',
    least: 5,
    text: `select micro_grid, month, count(*) as n from report group by micro_grid, month order by micro_grid, month`,
  },
  {
    name: 'repeat places: same micro-grid, category and day',
    least: 5,
    text: `select category, count(*) as places, sum(n) as reports
      from (select micro_grid, category, local_day, count(*) as n from report group by micro_grid, category, local_day) r
      where n >= 3 group by category order by category`,
  },
  {
    name: 'ranking: share closed in time by street, one year',
    least: 5,
    text: `select street, count(*) as n, count(*) filter (where hours_to_close <= 72) as in_time
      from report where local_day >= date '2025-01-01' group by street order by street`,
  },
]

/**
 * `npm run bench -- analytics [--rows N]`: nine questions over 10 million made reports (`--rows 50000000` for 50) asked of
 * DuckDB and of PostgreSQL with indexes on the same rows, in turn, best of three; the answers must be equal. In seconds of
 * the clock, for PostgreSQL computes in three processes.
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
    await duck.transaction((tx) => tx.run({ name: 'fill', text: `create table report as ${made(0, rows)} ${SORTED}` }))
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
  for (const question of QUESTIONS) {
    const best = { duck: Infinity, postgres: Infinity }
    const answers = { duck: '', postgres: '' }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, ask] of [
        ['duck', () => duck.transaction((tx) => tx.all<object>(question))],
        ['postgres', async () => (await db.text(question.text)).rows as object[]],
      ] as const) {
        const start = performance.now()
        const found = await ask()
        best[name] = Math.min(best[name], performance.now() - start)
        answers[name] = plain(found)
      }
    }
    const ratio = best.postgres / best.duck
    const verdict = ratio >= question.least ? 'met' : 'MISSED'
    const equal = answers.duck === answers.postgres ? 'equal' : 'DIFFERENT'
    if (equal !== 'equal') process.exitCode = 1
    table.push([
      question.name,
      brief(best.duck),
      brief(best.postgres),
      brief(ratio),
      `≥ ${question.least}`,
      verdict,
      equal,
    ])
  }
  console.log(`${rows} reports, best of ${ROUNDS} rounds in turn`)
  printTable(['question', 'DuckDB ms', 'PostgreSQL ms', 'ratio', 'bar', '', 'answers'], table)
}

/** Rows in a sorted form that does not depend on who gave them: PostgreSQL sends 64-bit numbers as text. */
function plain(rows: readonly object[]): string {
  const values = rows.map((row) => Object.values(row).map((value) => (isNumeral(value) ? Number(value) : value)))
  return values
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n')
}

const isNumeral = (value: unknown) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)

/** The order in which the marts keep reports: month, micro-grid, time. */
const SORTED = 'order by month, micro_grid, local_day'

/**
 * Reports from … to, the same rows in both databases: numbers of a multiplicative congruence (Lehmer, 2³¹ − 1), squeezed so
 * that few micro-grids have many; over two years.
 */
function made(from: number, to: number): string {
  const drawn = (factor: number) => `((g::bigint * ${factor} + 12345) % 2147483647)`
  return `
    select id, micro_grid, (micro_grid % 12)::smallint as street, category, state, local_day,
      ((extract(year from local_day) - 2024) * 12 + extract(month from local_day))::smallint as month, hour_of_week,
      case when state = 3 then hours end as hours_to_close
    from (
      select g::integer as id,
        least(${drawn(48271)} % 1030, ${drawn(69621)} % 1030)::smallint as micro_grid,
        (${drawn(16807)} % 7)::smallint as category,
        (${drawn(39373)} % 4)::smallint as state,
        date '2024-01-01' + (${drawn(630360016)} % 731)::integer as local_day,
        (${drawn(742938285)} % 168)::smallint as hour_of_week,
        (${drawn(950706376)} % 400)::smallint as hours
      from generate_series(${from + 1}, ${to}) as s(g)) r`
}

/** In slices, with the indexes that these questions want, and vacuumed so that an index alone can answer. */
async function fillPostgres(db: Db, rows: number): Promise<void> {
  await db.text("set statement_timeout = 0; set work_mem = '256MB'; set maintenance_work_mem = '512MB'")
  await db.text(`
    create unlogged table report (id integer, micro_grid smallint, street smallint, category smallint, state smallint,
      local_day date, month smallint, hour_of_week smallint, hours_to_close smallint)`)
  for (let from = 0; from < rows; from += SLICE) {
    await db.text(`insert into report ${made(from, Math.min(rows, from + SLICE))}`)
  }
  for (const columns of [
    '(hour_of_week)',
    '(category, local_day) include (micro_grid, street, state)',
    '(local_day) include (category, street, hours_to_close)',
    '(micro_grid, category, local_day)',
    '(category, hours_to_close)',
  ]) {
    await db.text(`create index on report ${columns}`)
  }
  await db.text('vacuum analyze report')
}
