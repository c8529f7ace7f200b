import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clear, emptyBatch } from '../../analytics/columns.ts'
import { type Duck, type DuckTx, openDuck } from '../../analytics/duck.ts'

let folder: string
let duck: Duck

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-duck-'))
  duck = await openDuck(path.join(folder, 'a.duckdb'))
})

afterEach(async () => {
  await duck.close()
  rmSync(folder, { recursive: true })
})

const run = (tx: DuckTx, text: string) => tx.run({ name: 'test', text })
const count = (tx: DuckTx) => tx.all<{ n: number }>({ name: 'count', text: 'select count(*) as n from t' })

describe('DuckDB', () => {
  it('refuses a second instance of a file in this process, and opens it again once closed', async () => {
    await duck.transaction((tx) => run(tx, 'create table t as select 1 as id'))
    await expect(openDuck(path.join(folder, '.', 'a.duckdb'))).rejects.toThrow('already open in this process')
    await duck.close()
    duck = await openDuck(path.join(folder, 'a.duckdb'))
    expect(await duck.transaction(count)).toEqual([{ n: 1 }])
  })

  it('rolls everything back when the work throws', async () => {
    await duck.transaction((tx) => run(tx, 'create table t (id integer)'))
    const failing = duck.transaction(async (tx) => {
      await run(tx, 'insert into t values (1)')
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await duck.transaction(count)).toEqual([{ n: 0 }])
  })

  it('names the query that failed', async () => {
    const failing = duck.transaction((tx) => tx.all({ name: 'leader view', text: 'select * from nowhere' }))
    await expect(failing).rejects.toThrow(/^leader view: .*nowhere/s)
  })

  it('answers bound parameters, dates as text and 64-bit integers as numbers', async () => {
    const rows = await duck.transaction((tx) =>
      tx.all(
        {
          name: 'values',
          text: "select $day::date as day, $n::bigint * 2 as twice, $none is null as none, '虬江' as name",
        },
        { day: '2026-02-28', n: 4_000_000_000, none: null },
      ),
    )
    expect(rows).toEqual([{ day: '2026-02-28', twice: 8_000_000_000, none: true, name: '虬江' }])
  })

  it('reads one moment in a transaction while another one commits', async () => {
    await duck.transaction((tx) => run(tx, 'create table t (id integer)'))
    await duck.transaction(async (reader) => {
      expect(await count(reader)).toEqual([{ n: 0 }])
      await duck.transaction((writer) => run(writer, 'insert into t values (1)'))
      expect(await count(reader)).toEqual([{ n: 0 }])
    })
    expect(await duck.transaction(count)).toEqual([{ n: 1 }])
  })

  it('answers more queries than may run at once', async () => {
    const sleepers = Array.from({ length: 8 }, (_, index) =>
      duck.transaction((tx) =>
        tx.all<{ n: number }>({ name: 'busy', text: `select ${index} + 0 * count(*) as n from range(3000000)` }),
      ),
    )
    expect((await Promise.all(sleepers)).map(([row]) => row!.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('closes after the open transactions and refuses new ones', async () => {
    await duck.transaction((tx) => run(tx, 'create table t as select 1 as id'))
    const reading = duck.transaction(async (tx) => [await count(tx), await count(tx)])
    const closing = duck.close()
    await expect(duck.transaction(count)).rejects.toThrow('is closed')
    expect(await reading).toEqual([[{ n: 1 }], [{ n: 1 }]])
    await closing
  })

  it('appends batches with nulls, and none of a table with other columns', async () => {
    const batch = emptyBatch(['int4', 'int2'], 64)
    await duck.transaction((tx) =>
      run(tx, 'create table t (id integer, x smallint); create table other (id bigint, x smallint)'),
    )
    await duck.transaction((tx) =>
      tx.append('t', ['int4', 'int2'], async (take) => {
        for (let round = 0; round < 3; round++) {
          for (let row = 0; row < 64; row++) {
            batch.columns[0]!.values[row] = round * 64 + row
            batch.columns[1]!.values[row] = 2 * row
          }
          if (round === 1) {
            batch.columns[1]!.valid[0]! &= ~0b101
            batch.columns[1]!.nulls = 2
          }
          batch.rows = 64
          take(batch)
          clear(batch)
        }
      }),
    )
    const [row] = await duck.transaction((tx) =>
      tx.all({ name: 'sums', text: 'select count(*) as n, sum(id) as ids, count(x) as xs, sum(x) as sum from t' }),
    )
    expect(row).toEqual({ n: 192, ids: (191 * 192) / 2, xs: 190, sum: 3 * 4032 - 4 })
    const wrong = duck.transaction((tx) => tx.append('other', ['int4', 'int2'], async () => 0))
    await expect(wrong).rejects.toThrow('the table has columns (BIGINT, SMALLINT), the feed (INTEGER, SMALLINT)')
  })
})
