import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openDb, sql } from '../../server/db.ts'
import { emptyDatabase } from '../database.ts'

let url: string
let db: Db
let drop: () => Promise<void>
const lost: string[] = []

/** One half of a pair: both halves are written by one transaction, so they share its number. */
interface Half {
  pair: string
  half: number
  xid: string
}

const write = (on: { run: Db['run'] }, pair: string, half: number) =>
  on.run(sql`insert into pair (pair, half) values (${pair}, ${half})`)
const halves = () => db.rows<Half>(sql`select pair, half, xid::text from pair order by pair, half`)

beforeEach(async () => {
  ;({ url, drop } = await emptyDatabase())
  lost.length = 0
  db = openDb(url, { onLost: (error) => lost.push(error.message) })
  await db.text('create table pair (pair text, half int, xid xid8 default pg_current_xact_id())')
})
afterEach(async () => {
  await db.end()
  await drop()
})

describe('transactions while backends are terminated', () => {
  it('are whole or absent, never in a stranger, and the pool recovers', async () => {
    const kills = 60
    const acknowledged: string[] = []
    let refused = 0
    let stop = false
    const workers = Array.from({ length: 20 }, async (_, worker) => {
      for (let turn = 0; !stop; turn += 1) {
        const pair = `${worker}-${turn}`
        const done = await db
          .transaction(async (tx) => {
            await write(tx, pair, 1)
            await sleep(turn % 5)
            await write(tx, pair, 2)
          })
          .then(
            () => true,
            () => false,
          )
        if (done) acknowledged.push(pair)
        else refused += 1
      }
    })
    const killer = openDb(url, { max: 1 })
    for (let killed = 0; killed < kills; ) {
      const { rows } = await killer.text(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        order by random() limit 1`)
      killed += rows.length
      await sleep(10)
    }
    await killer.end()
    stop = true
    await Promise.all(workers)

    expect(refused).toBeGreaterThan(0)
    const pairs = Map.groupBy(await halves(), ({ pair }) => pair)
    expect([...pairs.values()].filter((pair) => pair.map(({ half }) => half).join() !== '1,2')).toEqual([])
    expect([...pairs.values()].filter(([one, two]) => one!.xid !== two!.xid)).toEqual([])
    expect(new Set([...pairs.values()].map(([one]) => one!.xid)).size).toBe(pairs.size)
    expect(acknowledged.filter((pair) => !pairs.has(pair))).toEqual([])

    await db.transaction((tx) => write(tx, 'after', 1))
    expect((await halves()).at(-1)).toMatchObject({ pair: 'after' })
  })
})

describe('a transaction', () => {
  it('refuses a statement that comes after its end', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await write(tx, 'kept', 1)
      late = sleep(20).then(() => write(tx, 'late', 2))
      late.catch(() => undefined)
    })
    await expect(late).rejects.toThrow('This transaction is over')
    expect(await halves()).toMatchObject([{ pair: 'kept' }])
  })

  it('fails when one of its statements failed, even where the error was swallowed', async () => {
    const swallowing = db.transaction(async (tx) => {
      await write(tx, 'one', 1)
      await tx.text('select 1 / 0').catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow('it was rolled back')
    expect(await halves()).toEqual([])
  })

  it('rolls back what a throw interrupts and keeps the connection', async () => {
    const backend = () => db.row<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const before = await backend()
    const refusal = db.transaction(async (tx) => {
      await write(tx, 'one', 1)
      throw new Error('refused')
    })
    await expect(refusal).rejects.toThrow('refused')
    expect(await halves()).toEqual([])
    expect(await backend()).toEqual(before)
  })

  it('can be left in the middle of reading a copy', async () => {
    const reading = db.snapshot(async (tx) => {
      for await (const _ of tx.copyOut('copy (select generate_series(1, 1000000)) to stdout')) break
    })
    await expect(reading).rejects.toThrow('not read to its end')
    await db.transaction((tx) => write(tx, 'after', 1))
    expect(await halves()).toMatchObject([{ pair: 'after' }])
  })
})

describe('a network that goes silent', () => {
  it('does not hang a query for ever, and the pool recovers', async () => {
    const proxy = await silentProxy(url)
    const through = openDb(proxy.url, { max: 2, answerMs: 2_000, onLost: (error) => lost.push(error.message) })
    try {
      await through.text('select 1')
      proxy.silence()
      await expect(through.text('select 2')).rejects.toThrow('Connection terminated')
      proxy.speak()
      expect((await through.text('select 3 as three')).rows).toEqual([{ three: 3 }])
    } finally {
      await through.end()
      proxy.close()
    }
  })
})

/** Passes bytes on until it is silenced: then connections stay open and nothing comes through. */
async function silentProxy(target: string) {
  const { hostname, port } = new URL(target)
  let silent = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.on('data', (bytes) => silent || far.write(bytes))
    far.on('data', (bytes) => silent || near.write(bytes))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: Object.assign(new URL(target), { host: `127.0.0.1:${(server.address() as AddressInfo).port}` }).href,
    silence: () => {
      silent = true
    },
    speak: () => {
      silent = false
    },
    close: () => server.close(),
  }
}
