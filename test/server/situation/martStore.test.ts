import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cellToParent } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuck } from '../../../analytics/duck.ts'
import { MARTS, sumOf } from '../../../analytics/marts.ts'
import { randomBelow } from '../../../analytics/stats/random.ts'
import { openWarehouse, type Warehouse } from '../../../analytics/warehouse.ts'
import { type Db, openDb, sql } from '../../../server/db.ts'
import { truthOf } from '../../../server/situation/martStore.ts'
import { reportSource } from '../../../server/situation/store.ts'
import { freshDatabase } from '../../database.ts'
import { MATTERS, publishAreas, smallAreas, smallDistrict } from '../../smallDistrict.ts'
import { insertReports, type Row, warehouseFolder } from './fixture.ts'

let db: Db
let drop: () => Promise<void>
let warehouse: Warehouse
const { folder, remove } = warehouseFolder()
const below = randomBelow(5)
const DEPTHS = ['street', 'community', 'grid', 'micro-grid'] as const

/** Reports of two editions with every column the marts look at, some of them absent. */
async function fill(editions: readonly number[], count: number): Promise<void> {
  for (const edition of editions) {
    const rows = Array.from({ length: count }, (): Row => {
      const place = below(6) === 0 ? null : { column: below(6), row: below(4) }
      const matter = below(3) === 0 ? MATTERS.fire : null
      const day = `2026-0${1 + below(3)}-1${below(4)}`
      const category = matter ? null : ['market', 'general'][below(2)]!
      return { day, category, matter, place, depth: DEPTHS[below(4)]!, closed: place !== null && below(2) === 0 }
    })
    const ids = await insertReports(db, edition, rows)
    await db.run(sql`
      update report set hour_of_week = id % 168,
        account_id = case when id % 3 = 0 then (select min(id) from account) end,
        dispatched_at = case when id % 2 = 0 then received_at + (id % 50) * interval '17 minutes' end,
        accepted_at = case when id % 4 = 0 then received_at + (id % 50) * interval '31 minutes' end
      where id = any(${ids}::bigint[])`)
    await db.run(sql`
      insert into report_event (report_id, seq, kind, at, from_state, to_state)
      select id, n, 'locate', received_at + n * (id % 7) * interval '29 minutes', null,
        (array['received', 'located', 'routed', 'located'])[n]
      from report, generate_series(1, 4) n where id = any(${ids}::bigint[]) and id % 5 > 0`)
  }
}

const open = () =>
  openWarehouse(
    folder,
    () => new Date(),
    () => undefined,
  )

const compare = async () => {
  const held = await warehouse.ask(async (tx) => {
    const sums = []
    for (const mart of MARTS) sums.push([mart.name, await sumOf(tx, mart)] as const)
    return Object.fromEntries(sums)
  })
  const truth = []
  for (const mart of MARTS) truth.push([mart.name, await truthOf(db, mart)] as const)
  return { held: held!, truth: Object.fromEntries(truth) }
}

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  db = openDb(fresh.url)
  const { edition } = await smallDistrict(db)
  const second = await db.transaction((tx) => publishAreas(tx, smallAreas(), '2026-02-01'))
  await db.run(
    sql`insert into account (login, name, role, unit_code, password_hash) values ('w', 'w', 'officer', 'centre', '')`,
  )
  await fill([edition, second], 400)
  warehouse = await open()
  await warehouse.refresh(reportSource(db))
})

afterAll(async () => {
  await warehouse.close()
  await db.end()
  await drop()
  remove()
})

describe('every mart', () => {
  it('is one file, and every file is a mart', () => {
    const files = readdirSync(new URL('../../../analytics/sql/marts', import.meta.url))
    expect(files.sort()).toEqual(MARTS.map(({ name }) => `${name}.sql`).sort())
  })

  it('says what PostgreSQL says to the same question, when built at once', async () => {
    const { held, truth } = await compare()
    expect(held).toEqual(truth)
    for (const { name } of MARTS) expect(held[name]!.rows, name).toBeGreaterThan(5)
  })

  it('and after changes, corrections and deletions', async () => {
    await db.run(
      sql`update report set state = 'closed', closed_at = received_at + interval '3 days' where id % 11 = 0 and street_code is not null`,
    )
    await db.run(sql`update report set local_day = local_day + 1 where id % 13 = 0`)
    await db.run(sql`delete from report where id % 17 = 0`)
    await warehouse.refresh(reportSource(db))
    const { held, truth } = await compare()
    expect(held).toEqual(truth)
  })

  it('is caught when it disagrees', async () => {
    const before = await compare()
    await warehouse.close()
    const duck = await openDuck(path.join(folder, readFileSync(path.join(folder, 'current'), 'utf8')))
    await duck.transaction(async (tx) => {
      for (const { name, columns } of MARTS) {
        const column = Object.keys(columns).at(-1)!
        const text = `update ${name} set ${column} = ${column} + 1 where rowid = (select min(rowid) from ${name})`
        await tx.run({ name: 'break', text })
      }
    })
    await duck.close()
    warehouse = await open()
    const { held } = await compare()
    for (const { name } of MARTS) expect(held[name], name).not.toEqual(before.held[name])
  })
})

it('the cells are the parents that H3 itself names', async () => {
  const cells = await warehouse.ask((tx) =>
    tx.all<{ resolution: number; cell: string }>({
      name: 'cells',
      text: "select distinct resolution, printf('%x', cell) as cell from cell_day order by resolution, cell",
    }),
  )
  const hexes = await db.rows<{ h3: string }>(sql`select distinct h3 from report where h3 is not null`)
  const expected = [7, 8, 9].flatMap((resolution) =>
    [...new Set(hexes.map(({ h3 }) => cellToParent(h3, resolution)))].sort().map((cell) => ({ resolution, cell })),
  )
  expect(cells).toEqual(expected)
})
