import type { Duck } from '../analytics/duck.ts'
import { sqlFile } from '../analytics/sqlFile.ts'
import type { Db } from '../server/db.ts'

const SLICE = 500_000

/** The product's marts that the questions look at, made by its own files of analytics/sql. */
const ASKED = ['street_day', 'hour_of_week', 'hours_to_state'] as const

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
export async function fillDuck(duck: Duck, rows: number): Promise<void> {
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
export async function fillPostgres(db: Db, rows: number): Promise<void> {
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
