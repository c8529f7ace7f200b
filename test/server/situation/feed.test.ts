import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWarehouse } from '../../../analytics/warehouse.ts'
import { seeded } from '../../../geo/random.ts'
import { type Db, openDb, sql } from '../../../server/db.ts'
import { reportSource } from '../../../server/situation/store.ts'
import { freshDatabase } from '../../database.ts'
import { MATTERS, smallDistrict } from '../../smallDistrict.ts'
import { HELD, insertReports, type Row, truth, warehouseFolder } from './fixture.ts'

const WRITERS = 6
const ROWS_EACH = 700
const KILLS = 8
const CUTS = 6
/** Refreshes that took something beside what was there: without them the test would prove nothing. */
const INCREMENTS = 6

let db: Db
let edition: number
let drop: () => Promise<void>
let url: string
const { folder, remove } = warehouseFolder()

beforeAll(async () => {
  ;({ url, drop } = await freshDatabase())
  db = openDb(url, { max: WRITERS + 2, onLost: () => undefined })
  edition = (await smallDistrict(db)).edition
})

afterAll(async () => {
  await db.end()
  await drop()
  remove()
})

function someRow(roll: () => number): Row {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!
  const day = `2026-0${1 + Math.floor(roll() * 3)}-1${Math.floor(roll() * 10)}`
  const matter = pick([null, MATTERS.fire])
  return {
    day,
    category: matter ? null : pick(['market', 'general']),
    matter,
    place: roll() < 0.1 ? null : { column: Math.floor(roll() * 6), row: Math.floor(roll() * 4) },
    depth: pick(['street', 'grid', 'micro-grid'] as const),
    closed: false,
  }
}

/** Everything a transaction can do to the feed: late commits, savepoints, rollbacks, updates, deletes. */
async function write(seed: number, havoc: Havoc, said: readonly Said[]): Promise<number> {
  const roll = seeded(seed)
  const mine: number[] = []
  let written = 0
  while (written < ROWS_EACH || !broken(havoc) || increments(said) < INCREMENTS) {
    const rows = Array.from({ length: 1 + Math.floor(roll() * 12) }, () => someRow(roll))
    const held = roll() < 0.4 ? roll() * 250 : 0
    const fails = roll() < 0.15
    const added: number[] = []
    const gone = new Set<number>()
    try {
      await db.transaction(async (tx) => {
        added.push(...(await insertReports(tx, edition, rows)))
        if (roll() < 0.5) {
          await tx.text('savepoint half')
          const lost = await insertReports(tx, edition, [someRow(roll)])
          if (roll() < 0.5) await tx.text('rollback to savepoint half')
          else added.push(...lost)
        }
        const old = mine.filter(() => roll() < 0.05)
        if (old.length > 0)
          await tx.run(
            sql`update report set state = 'closed', closed_at = now(), zone_code = 'zone-9' where id = any(${old}) and street_code is not null`,
          )
        const dead = mine.filter(() => roll() < 0.01)
        if (dead.length > 0) await tx.run(sql`delete from report where id = any(${dead})`)
        for (const id of dead) gone.add(id)
        const before = said.length
        await wait(held)
        if (said.slice(before).some(({ event }) => event === 'refreshed')) havoc.late += added.length
        if (fails) throw new Error('meant to fail')
      })
      mine.push(...added)
      for (const id of gone) mine.splice(mine.indexOf(id), 1)
      written += added.length
    } catch (error) {
      if (!(error as Error).message.includes('meant to fail')) throw error
    }
  }
  return written
}

interface Held {
  id: number
}

/** How the warehouse differs from the truth, by ids. */
function compare(held: readonly Held[], truth: readonly Held[]) {
  const byId = Map.groupBy(held, ({ id }) => id)
  const real = new Map(truth.map((row) => [row.id, row]))
  return {
    missed: truth.filter(({ id }) => !byId.has(id)),
    twice: held.filter(({ id }) => byId.get(id)!.length > 1),
    surplus: held.filter(({ id }) => !real.has(id)),
    stale: held.filter((row) => real.has(row.id) && !isDeepStrictEqual(row, real.get(row.id))),
  }
}

interface Said {
  event: string
  pulled?: number
  full?: boolean
}

/** What was broken so far; `late` counts rows that a refresh passed over while their transaction was open. */
interface Havoc {
  writing: boolean
  kills: number
  cuts: number
  late: number
}

const increments = (said: readonly Said[]) => said.filter(({ full, pulled }) => full === false && pulled! > 0).length

const broken = ({ kills, cuts }: Havoc) => kills >= KILLS && cuts >= CUTS

/** Runs one refresher after another, each killed at a random moment. */
async function refreshAndKill(havoc: Havoc, said: Said[], roll: () => number): Promise<void> {
  while (havoc.writing) {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'refresher.ts'), url, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const before = said.length
    listen(child, said)
    while (said.length === before && child.exitCode === null) await wait(5)
    await wait(roll() * 600)
    // Broken often enough: the last one may go on until it has taken enough in increments.
    while (broken(havoc) && havoc.writing) await wait(20)
    child.kill('SIGKILL')
    await once(child, 'close')
    havoc.kills++
  }
}

function listen(child: ChildProcess, said: Said[]) {
  createInterface({ input: child.stdout! }).on('line', (line) => said.push(JSON.parse(line) as Said))
}

/** Cuts connections of pulls that are under way. */
async function cutPulls(havoc: Havoc): Promise<void> {
  while (havoc.writing && havoc.cuts < CUTS) {
    havoc.cuts += await db.run(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike '%copy (select%' and state = 'active'
      limit 1`)
    await wait(20)
  }
}

describe('the feed', () => {
  it('takes every committed row exactly once, through late commits, rollbacks, kill -9 and cut connections', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.log(`seed ${seed}`)
    const said: Said[] = []
    const havoc: Havoc = { writing: true, kills: 0, cuts: 0, late: 0 }
    const breaking = Promise.all([refreshAndKill(havoc, said, seeded(seed)), cutPulls(havoc)])
    const written = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) => write(seed + 1 + index, havoc, said)),
    )
    havoc.writing = false
    await breaking

    const logged: string[] = []
    const warehouse = await openWarehouse(
      folder,
      () => new Date(),
      (event) => void logged.push(event),
    )
    const last = await warehouse.refresh(reportSource(db))
    const held = await warehouse.ask((tx) => tx.all(HELD))
    const sums = await warehouse.ask((tx) =>
      tx.all({ name: 'sums', text: 'select sum(reports) as n from micro_grid_day' }),
    )
    const again = await warehouse.refresh(reportSource(db))
    await warehouse.close()

    const expected = await truth(db)
    expect(compare(held as Held[], expected as unknown as Held[])).toEqual({
      missed: [],
      twice: [],
      surplus: [],
      stale: [],
    })
    expect(sums).toEqual([{ n: expected.length }])
    expect(again).toMatchObject({ pulled: 0, total: expected.length, full: false })
    expect(written.reduce((a, b) => a + b)).toBeGreaterThan(3000)
    expect(havoc.late).toBeGreaterThan(0)
    // The test would prove nothing if every start read everything anew.
    expect(last.full).toBe(false)
    expect(logged).toEqual([])
    expect(said.filter(({ full }) => full === true).length).toBeLessThanOrEqual(1)
    expect(increments(said)).toBeGreaterThanOrEqual(INCREMENTS)
  }, 180_000)
})
