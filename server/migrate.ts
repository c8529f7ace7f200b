import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Db, raw, sql, type Tx } from './db.ts'
import { StartProblem } from './startProblem.ts'

export const MIGRATIONS = path.resolve(import.meta.dirname, '../migrations')

interface Migration {
  name: string
  text: string
  checksum: string
}

type Applied = Pick<Migration, 'name' | 'checksum'>

/** Any constant will do, as long as every process of the product uses the same. */
const LOCK = 350_405

/**
 * Brings the database forward: every numbered file once, in order of its name, each in a transaction of its own with
 * its record. Two processes take turns. @returns names of the files applied now
 * @throws StartProblem when an applied file was edited or is missing (the database is newer than the product), or when
 *   a file would have to go in before one that is applied already
 */
export async function migrate(db: Db, folder = MIGRATIONS): Promise<string[]> {
  const migrations = readMigrations(folder)
  const done: string[] = []
  for (const migration of migrations) {
    const applied = await db.transaction((tx) => step(tx, migrations, migration))
    if (applied) done.push(migration.name)
  }
  return done
}

async function step(tx: Tx, migrations: Migration[], migration: Migration): Promise<boolean> {
  await tx.rows(sql`select pg_advisory_xact_lock(${LOCK})`)
  await tx.run(sql`create table if not exists migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
  const applied = await tx.rows<Applied>(sql`select name, checksum from migration order by name collate "C"`)
  for (const record of applied) compare(record, migrations)
  if (applied.some(({ name }) => name === migration.name)) return false
  refuseLate(migration.name, applied.at(-1)?.name ?? '')
  await tx.run(sql`set local statement_timeout = 0`)
  await tx.run(raw(migration.text))
  await tx.run(sql`insert into migration (name, checksum) values (${migration.name}, ${migration.checksum})`)
  return true
}

function compare({ name, checksum }: Applied, migrations: Migration[]): void {
  const known = migrations.find((migration) => migration.name === name)
  if (known === undefined) {
    throw new StartProblem({
      zh: `数据库已执行迁移 ${name}，但本版本没有这个文件；请使用不低于写入该数据库的版本。`,
      en: `The database has applied migration ${name}, which this version does not have: use the version that wrote it, or a newer one.`,
    })
  }
  if (known.checksum !== checksum) {
    throw new StartProblem({
      zh: `迁移文件 ${name} 在执行后被改动；请恢复原文件，改动写入新的编号文件。`,
      en: `Migration ${name} was edited after it had been applied: restore the file, and put the change into a new number.`,
    })
  }
}

function refuseLate(name: string, last: string): void {
  if (name > last) return
  throw new StartProblem({
    zh: `迁移 ${name} 的编号早于已执行的 ${last}；请改用更大的编号。`,
    en: `Migration ${name} comes before ${last}, which is applied already: give it a higher number.`,
  })
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}
