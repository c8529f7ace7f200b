import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openDb, sql } from '../../server/db.ts'
import { MIGRATIONS, migrate } from '../../server/migrate.ts'
import { emptyDatabase } from '../database.ts'

let folder: string
let db: Db
let close: () => Promise<void>

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
const tables = async () =>
  (await db.rows<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public'`))
    .map(({ name }) => name)
    .sort()

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'migrations-'))
  const database = await emptyDatabase()
  db = openDb(database.url)
  close = async () => {
    await db.end()
    await database.drop()
  }
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

describe('migrate', () => {
  it('applies each numbered file once, in order', async () => {
    write('0001_one.sql', 'create table one (a int)')
    write('0002_two.sql', 'alter table one add b int; create table two ()')
    expect(await migrate(db, folder)).toEqual(['0001_one.sql', '0002_two.sql'])
    write('0003_three.sql', 'create table three ()')
    expect(await migrate(db, folder)).toEqual(['0003_three.sql'])
    expect(await migrate(db, folder)).toEqual([])
    expect(await tables()).toEqual(['migration', 'one', 'three', 'two'])
  })

  it('leaves nothing of a file that fails half-way', async () => {
    write('0001_one.sql', 'create table one ()')
    write('0002_two.sql', 'create table two (); select 1 / 0')
    await expect(migrate(db, folder)).rejects.toThrow('division by zero')
    expect(await tables()).toEqual(['migration', 'one'])
    write('0002_two.sql', 'create table two ()')
    expect(await migrate(db, folder)).toEqual(['0002_two.sql'])
  })

  it('refuses an applied file that was edited', async () => {
    write('0001_one.sql', 'create table one ()')
    await migrate(db, folder)
    write('0001_one.sql', 'create table one (a int)')
    await expect(migrate(db, folder)).rejects.toThrow('0001_one.sql was edited')
  })

  it('refuses a database that is newer than the product, even when the product has nothing to add', async () => {
    write('0001_one.sql', 'create table one ()')
    write('0002_two.sql', 'create table two ()')
    await migrate(db, folder)
    rmSync(path.join(folder, '0002_two.sql'))
    await expect(migrate(db, folder)).rejects.toThrow('0002_two.sql, which this version does not have')
  })

  it('refuses a file that comes before an applied one', async () => {
    write('0002_two.sql', 'create table two ()')
    await migrate(db, folder)
    write('0001_one.sql', 'create table one ()')
    await expect(migrate(db, folder)).rejects.toThrow('0001_one.sql comes before 0002_two.sql')
  })

  it('finds the numbers of the product without gap or repeat', () => {
    const numbers = readdirSync(MIGRATIONS).map((name) => Number(name.slice(0, 4)))
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1))
  })

  it('lets processes that start at the same moment take turns', async () => {
    for (const name of readdirSync(MIGRATIONS)) copyFileSync(path.join(MIGRATIONS, name), path.join(folder, name))
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(db, folder)))
    expect(applied.flat().sort()).toEqual(readdirSync(MIGRATIONS).sort())
  })
})
