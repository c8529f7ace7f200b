import type { DuckTx, Reads } from './duck.ts'
import { sqlFile } from './sqlFile.ts'

/** `word`: an id of the dictionary; `plain`: whatever both databases write alike. */
type ColumnKind = 'word' | 'plain'

/** A table of answers about reports in sql/marts/<name>.sql: how it is kept up to date, and its columns in order. */
export interface Mart {
  name: string
  /** `day`: only days with changes are computed anew; `whole`: everything is, after any change. */
  kept: 'day' | 'whole'
  columns: Readonly<Record<string, ColumnKind>>
}

export const MARTS: readonly Mart[] = [
  {
    name: 'micro_grid_day',
    kept: 'day',
    columns: {
      edition: 'plain',
      leaf: 'word',
      micro_grid: 'word',
      grid: 'word',
      community: 'word',
      street: 'word',
      zone: 'word',
      day: 'plain',
      category: 'word',
      state: 'word',
      reports: 'plain',
    },
  },
  {
    name: 'street_day',
    kept: 'day',
    columns: { street: 'word', zone: 'word', day: 'plain', category: 'word', state: 'word', reports: 'plain' },
  },
  {
    name: 'hours_to_state',
    kept: 'day',
    columns: {
      street: 'word',
      zone: 'word',
      day: 'plain',
      category: 'word',
      state: 'word',
      step: 'plain',
      hours: 'plain',
      reports: 'plain',
    },
  },
  {
    name: 'repeat_place',
    kept: 'whole',
    columns: {
      cell: 'plain',
      category: 'word',
      street: 'word',
      zone: 'word',
      day: 'plain',
      state: 'word',
      reports: 'plain',
    },
  },
  {
    name: 'reporter_day',
    kept: 'day',
    columns: {
      reporter: 'plain',
      edition: 'plain',
      leaf: 'word',
      street: 'word',
      zone: 'word',
      day: 'plain',
      category: 'word',
      state: 'word',
      reports: 'plain',
    },
  },
  {
    name: 'cell_day',
    kept: 'day',
    columns: {
      resolution: 'plain',
      cell: 'plain',
      street: 'word',
      zone: 'word',
      day: 'plain',
      category: 'word',
      state: 'word',
      reports: 'plain',
    },
  },
  {
    name: 'hour_of_week',
    kept: 'day',
    columns: {
      street: 'word',
      zone: 'word',
      day: 'plain',
      hour: 'plain',
      category: 'word',
      state: 'word',
      reports: 'plain',
    },
  },
]

/** Makes the empty tables of all marts. */
export async function makeMarts(tx: DuckTx): Promise<void> {
  await tx.run(TOUCHED)
  for (const { name } of MARTS) {
    const { text } = sqlFile(`marts/${name}`)
    await tx.run({ name: `make ${name}`, text: `create table ${name} as ${text} with no data` })
  }
}

/** The days whose marts are computed anew; every refresh begins with none. */
export const TOUCHED = { name: 'touched days', text: 'create or replace temp table touched_day (day date)' }

/** Computes anew what has changed on the days in `touched_day`. */
export async function fillMarts(tx: DuckTx): Promise<void> {
  for (const { name, kept } of MARTS) {
    const gone = kept === 'day' ? ' where day in (select day from touched_day)' : ''
    await tx.run({ name: `clear ${name}`, text: `delete from ${name}${gone}` })
    await tx.run({ name, text: `insert into ${name} ${sqlFile(`marts/${name}`).text}` })
  }
}

/** What a mart holds in two figures that do not depend on the order of its rows. */
export interface Sum {
  rows: number
  /** Decimal: the sum over all rows of the first 48 bits of the MD5 of the row's columns, joined by `|`. */
  checksum: string
}

/** The checksum of a mart; PostgreSQL asked the same question gives the same (server/situation/martStore.ts). */
export async function sumOf(reads: Reads, { name, columns }: Mart): Promise<Sum> {
  const texts = Object.entries(columns).map(([column, kind]) => `coalesce(${textOf(column, kind)}, '')`)
  const [sum] = await reads.all<Sum>({
    name: `sum ${name}`,
    text: `select count(*) as rows, coalesce(sum(('0x' || md5(concat_ws('|', ${texts.join(', ')}))[:12])::bigint), 0)::varchar
      as checksum from ${name} mart`,
  })
  return sum!
}

const textOf = (column: string, kind: ColumnKind) =>
  kind === 'word' ? `(select text from word where id = mart.${column})` : `${column}::varchar`
