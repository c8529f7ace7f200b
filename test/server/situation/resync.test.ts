import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDuck } from '../../../analytics/duck.ts'
import { openWarehouse, type Warehouse } from '../../../analytics/warehouse.ts'
import { type Db, openDb, sql } from '../../../server/db.ts'
import type { House } from '../../../server/house.ts'
import { openSituation } from '../../../server/situation/flow.ts'
import { lag, reportSource } from '../../../server/situation/store.ts'
import { StartProblem } from '../../../server/startProblem.ts'
import { freshDatabase } from '../../database.ts'
import { smallDistrict } from '../../smallDistrict.ts'
import { HELD, insertReports, type Row, truth, warehouseFolder } from './fixture.ts'

const ROW: Row = { day: '2026-02-01', category: 'market', place: { column: 1, row: 1 }, closed: false }

interface World {
  url: string
  db: Db
  edition: number
  end(): Promise<void>
}

let world: World
let folder: string
let remove: () => void
let warehouse: Warehouse
let logged: { event: string; facts: Record<string, unknown> }[]

async function newWorld(reports: number): Promise<World> {
  const { url, drop } = await freshDatabase()
  const db = openDb(url)
  const { edition } = await smallDistrict(db)
  if (reports > 0) await insertReports(db, edition, Array<Row>(reports).fill(ROW))
  return {
    url,
    db,
    edition,
    end: async () => {
      await db.end()
      await drop()
    },
  }
}

async function open(): Promise<Warehouse> {
  logged = []
  return openWarehouse(
    folder,
    () => new Date('2026-03-02T01:00:00Z'),
    (event, facts) => void logged.push({ event, facts }),
  )
}

const events = () => logged.map(({ event }) => event)
const held = () => warehouse.ask((tx) => tx.all(HELD))
const files = () => readdirSync(folder).filter((name) => name.endsWith('.duckdb'))
const serving = () => path.join(folder, readFileSync(path.join(folder, 'current'), 'utf8'))

beforeEach(async () => {
  ;({ folder, remove } = warehouseFolder())
  world = await newWorld(20)
  warehouse = await open()
})

afterEach(async () => {
  await warehouse.close()
  await world.end()
  remove()
})

describe('the warehouse', () => {
  it('answers nothing before its first refresh, then everything, then only what changed', async () => {
    const source = reportSource(world.db)
    expect(await held()).toBeNull()
    expect(await warehouse.refresh(source)).toMatchObject({ pulled: 20, total: 20, full: true })
    const [first] = await insertReports(world.db, world.edition, [ROW])
    await world.db.run(sql`delete from report where id = ${first! - 1}`)
    const standing = await warehouse.ask(async (_reads, stands) => stands)
    const later = new Date('2026-03-02T01:01:30Z')
    expect(await lag(world.db, standing!, later)).toEqual({ lagRows: 2, lagSeconds: 90 })
    const renewed = await warehouse.refresh(source)
    expect(renewed).toMatchObject({ pulled: 2, total: 20, full: false })
    expect(await lag(world.db, renewed.standing, later)).toEqual({ lagRows: 0, lagSeconds: 0 })
    expect(await held()).toEqual(await truth(world.db))
  })

  it('goes on where it stood when opened again', async () => {
    await warehouse.refresh(reportSource(world.db))
    await warehouse.close()
    warehouse = await open()
    expect((await held())!.length).toBe(20)
    await insertReports(world.db, world.edition, [ROW])
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ pulled: 1, total: 21, full: false })
    expect(events()).toEqual([])
  })

  it('shares a run among those who ask while another run is going on', async () => {
    const source = reportSource(world.db)
    const all = await Promise.all(Array.from({ length: 5 }, () => warehouse.refresh(source)))
    expect(all.every((one) => one.total === 20)).toBe(true)
    expect(new Set(all).size).toBeLessThanOrEqual(2)
  })

  it('reads everything anew when the database is another one, and serves until then', async () => {
    await warehouse.refresh(reportSource(world.db))
    const other = await newWorld(3)
    try {
      expect(await held()).toEqual(await truth(world.db))
      expect(await warehouse.refresh(reportSource(other.db))).toMatchObject({ pulled: 3, total: 3, full: true })
      expect(await held()).toEqual(await truth(other.db))
      expect(files().length).toBe(1)
    } finally {
      await other.end()
    }
  })

  it('reads everything anew when rows it had not taken were pruned', async () => {
    await warehouse.refresh(reportSource(world.db))
    await insertReports(world.db, world.edition, [ROW])
    await world.db.run(sql`update feed_pruned set below = pg_current_xact_id()`)
    await world.db.run(sql`delete from change`)
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ total: 21, full: true })
  })

  it('reads everything anew when the database went back in time, however far it has come since', async () => {
    await warehouse.refresh(reportSource(world.db))
    await insertReports(world.db, world.edition, [ROW])
    // A volume or folder copied back keeps the system identifier, the timeline and, soon, the transaction ids.
    await world.db.run(sql`delete from feed_seal`)
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ total: 21, full: true })
    await insertReports(world.db, world.edition, [ROW])
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ pulled: 1, total: 22, full: false })
  })

  it('reads everything anew when the table was truncated', async () => {
    await warehouse.refresh(reportSource(world.db))
    await world.db.text('truncate report cascade')
    await insertReports(world.db, world.edition, [ROW])
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ total: 1, full: true })
    expect(await held()).toEqual(await truth(world.db))
  })

  it.each([
    ['overwritten', (file: string) => writeFileSync(file, 'not a database at all')],
    ['emptied in the middle', (file: string) => writeFileSync(file, readFileSync(file).fill(0, 8192))],
    ['cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
  ])('says so and builds anew when its file was %s', async (_how, spoil) => {
    await warehouse.refresh(reportSource(world.db))
    await warehouse.close()
    spoil(serving())
    warehouse = await open()
    await warehouse.refresh(reportSource(world.db))
    expect(events()).toEqual(['warehouse.damaged', 'warehouse.rebuilt'])
    expect(await held()).toEqual(await truth(world.db))
    expect(files()).toEqual([path.basename(serving())])
  })

  it('builds anew when its tables were made by other SQL files', async () => {
    await warehouse.refresh(reportSource(world.db))
    await warehouse.close()
    const duck = await openDuck(serving())
    await duck.transaction((tx) => tx.run({ name: 'age', text: "update watermark set schema = 'old'" }))
    await duck.close()
    warehouse = await open()
    expect(await warehouse.refresh(reportSource(world.db))).toMatchObject({ total: 20, full: true })
    expect(events()).toEqual(['warehouse.outdated', 'warehouse.rebuilt'])
  })

  it('sweeps away what a rebuild that was killed left behind', async () => {
    await warehouse.refresh(reportSource(world.db))
    await warehouse.close()
    writeFileSync(path.join(folder, 'warehouse-77.duckdb'), 'half')
    writeFileSync(path.join(folder, 'warehouse-77.duckdb.wal'), 'half')
    warehouse = await open()
    expect(existsSync(path.join(folder, 'warehouse-77.duckdb.wal'))).toBe(false)
    expect(files()).toEqual([path.basename(serving())])
    expect((await held())!.length).toBe(20)
  })

  it('is left alone while another process holds it', async () => {
    await warehouse.refresh(reportSource(world.db))
    await warehouse.close()
    const script = path.join(import.meta.dirname, 'refresher.ts')
    const holder = spawn(process.execPath, [script, world.url, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    const house = { now: () => new Date(), log: () => undefined, db: world.db } as unknown as House
    await expect(openSituation(house, folder, 0)).rejects.toThrow(StartProblem)
    holder.kill('SIGKILL')
    await once(holder, 'close')
    warehouse = await open()
    expect(await held()).toEqual(await truth(world.db))
  })

  it('works for an account without the right to the control file', async () => {
    const role = `plain_${process.pid}`
    const [name] = await world.db.rows<{ database: string }>(sql`select current_database() as database`)
    await world.db.text(`
      revoke execute on function pg_control_system() from public;
      create role ${role} login password 'plain'; grant connect on database ${name!.database} to ${role};
      grant select on all tables in schema public to ${role}; grant insert on feed_seal to ${role}`)
    const plain = openDb(Object.assign(new URL(world.url), { username: role, password: 'plain' }).href)
    try {
      const { standing } = await warehouse.refresh(reportSource(plain))
      expect(standing.identity).toMatch(/^timeline\.\d+\//)
      await insertReports(world.db, world.edition, [ROW])
      expect(await warehouse.refresh(reportSource(plain))).toMatchObject({ pulled: 1, total: 21, full: false })
    } finally {
      await plain.end()
      await world.db.text(`drop owned by ${role}; drop role ${role}`)
    }
  })
})
