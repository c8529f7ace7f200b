/** The process that holds DuckDB, as the server has it: killed, cancelled and asked by too many. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Reads } from '../../../analytics/duck.ts'
import { type Db, openDb } from '../../../server/db.ts'
import { Problem } from '../../../server/errors.ts'
import { type OwnedWarehouse, openOwned } from '../../../server/situation/owned.ts'
import { freshDatabase } from '../../database.ts'
import { smallDistrict } from '../../smallDistrict.ts'
import { HELD, insertReports, type Row, truth, warehouseFolder } from './fixture.ts'
import { ownerPid } from './ownerPid.ts'

const ROW: Row = { day: '2026-02-01', category: 'market', place: { column: 1, row: 1 }, closed: false }
/** Hours of computing. */
const ENDLESS = {
  name: 'endless',
  text: 'select sum(a.range * b.range) as n from range(10000000) a, range(10000000) b',
}
const QUICK = { name: 'quick', text: 'select count(*) as n from report' }
/** Of DuckDB's two threads and Node: a running query adds some thirty of these in the time it is looked at. */
const IDLE_TICKS = 3
const LOOK_MS = 300

const { folder, remove } = warehouseFolder()
let db: Db
let drop: () => Promise<void>
let edition: number
let warehouse: OwnedWarehouse
let logged: string[]

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  db = openDb(fresh.url)
  edition = (await smallDistrict(db)).edition
  await insertReports(db, edition, Array<Row>(20).fill(ROW))
  const house = { db, now: () => new Date(), log: (event: string) => void logged.push(event) }
  logged = []
  warehouse = await openOwned(house, folder, 10_000)
  await warehouse.refresh()
})

afterAll(async () => {
  await warehouse.close()
  await db.end()
  await drop()
  remove()
})

beforeEach(() => {
  logged = []
})

const owner = () => ownerPid(process.pid)
const killOwner = async () => process.kill(await owner(), 'SIGKILL')

/** User and system time in hundredths of a second, from proc(5). */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await sleep(20)
}

async function ticksWhile(ms: number): Promise<number> {
  const pid = await owner()
  const before = ticksOf(pid)
  await sleep(ms)
  return ticksOf(pid) - before
}

/** Begins a query that does not end by itself, and waits until DuckDB computes it. */
async function endless(): Promise<{ stop: (reason: Error) => void; ended: Promise<unknown> }> {
  const control = new AbortController()
  let begun = false
  const ended = warehouse
    .ask((reads) => {
      begun = true
      return reads.all(ENDLESS)
    }, control.signal)
    .then(
      () => 'answered',
      (error: unknown) => error,
    )
  await until(() => begun)
  await until(async () => (await ticksWhile(LOOK_MS)) > IDLE_TICKS)
  return { stop: (reason) => control.abort(reason), ended }
}

describe('the process that holds DuckDB', () => {
  it('is replaced when it is killed under a reading, which is read again', async () => {
    const first = await owner()
    let readings = 0
    const seen = await warehouse.ask(async (reads, standing) => {
      readings++
      if (readings === 1) await killOwner()
      return { standing, rows: await reads.all(HELD) }
    })
    expect(readings).toBe(2)
    expect(seen!.rows).toEqual(await truth(db))
    expect(await owner()).not.toBe(first)
    expect(logged).toEqual(['warehouse.lost'])
  })

  it('is replaced when it is killed under a refresh, and takes every row once', async () => {
    await insertReports(db, edition, [ROW, ROW])
    const held = await db.transaction(async (tx) => {
      await tx.text('lock table change in access exclusive mode')
      const refreshing = warehouse.refresh()
      await until(async () => (await waiting()) > 0)
      await killOwner()
      await until(() => logged.includes('warehouse.lost'))
      return { refreshing }
    })
    expect(await held.refreshing).toMatchObject({ pulled: 2, total: 22, full: false })
    expect(await warehouse.ask((reads) => reads.all(HELD))).toEqual(await truth(db))
  })

  it('lost twice under one reading, it is too busy; the next one is answered', async () => {
    const unlucky = warehouse.ask(async (reads) => {
      await killOwner()
      return reads.all(QUICK)
    })
    await expect(unlucky).rejects.toThrow(Problem)
    await expect(unlucky).rejects.toMatchObject({ code: 'too-busy' })
    expect(await warehouse.ask((reads) => reads.all(QUICK))).toEqual([{ n: 22 }])
  })

  it('stops computing what is cancelled, and answers on', async () => {
    const { stop, ended } = await endless()
    const reason = new Error('the tab was closed')
    stop(reason)
    expect(await ended).toBe(reason)
    await until(async () => (await ticksWhile(LOOK_MS)) <= IDLE_TICKS)
    expect(await warehouse.ask((reads) => reads.all(QUICK))).toEqual([{ n: 22 }])
    expect(logged).toEqual([])
  })

  it('computes two queries at a time; a third waits its turn and may give up waiting', async () => {
    const running = [await endless(), await endless()]
    let answered = false
    const third = warehouse
      .ask((reads) => reads.all(QUICK))
      .finally(() => {
        answered = true
      })
    const impatience = new AbortController()
    const fourth = warehouse.ask((reads) => reads.all(QUICK), impatience.signal)
    await sleep(LOOK_MS)
    expect(answered).toBe(false)
    impatience.abort(new Error('gave up'))
    await expect(fourth).rejects.toThrow('gave up')
    running[0]!.stop(new Error('enough'))
    expect(await third).toEqual([{ n: 22 }])
    running[1]!.stop(new Error('enough'))
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual([new Error('enough'), new Error('enough')])
  })

  it('is pulled from while two queries compute', async () => {
    const running = [await endless(), await endless()]
    await insertReports(db, edition, [ROW])
    expect(await warehouse.refresh()).toMatchObject({ pulled: 1, total: 23 })
    for (const { stop, ended } of running) {
      stop(new Error('enough'))
      await ended
    }
  })

  it('refuses more readings than 64 at once', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const read = async (reads: Reads) => {
      await gate
      return reads.all(QUICK)
    }
    const readings = Array.from({ length: 64 }, () => warehouse.ask(read))
    await expect(warehouse.ask(read)).rejects.toMatchObject({ code: 'too-busy' })
    go()
    expect(await Promise.all(readings)).toEqual(Array(64).fill([{ n: 23 }]))
  })
})

/** Sessions that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await db.text(
    "select count(*)::integer as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
  )
  return (rows[0] as { n: number }).n
}
