/**
 * Eight writers commit late, roll back to savepoints and roll back altogether, while the leader's figures are refreshed
 * all the time and the product, the process that holds DuckDB and PostgreSQL are killed with -9, twenty times in all.
 * Afterwards the warehouse holds what PostgreSQL holds: no row missed, none twice, none stale. A longer run:
 * `ONEGRID_FAULT_KILLS=200 npx vitest run test/fault/feed.test.ts`.
 */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWarehouse } from '../../analytics/warehouse.ts'
import { seeded } from '../../geo/random.ts'
import { addAccount } from '../../server/access/accounts.ts'
import type { Refreshed } from '../../server/api/situation.ts'
import { type Db, openDb } from '../../server/db.ts'
import type { House } from '../../server/house.ts'
import { reportSource } from '../../server/situation/store.ts'
import { Client } from '../client.ts'
import { HELD, truth } from '../server/situation/fixture.ts'
import { ownerPid } from '../server/situation/ownerPid.ts'
import { CENTRE, smallDistrict } from '../smallDistrict.ts'
import { address, dataFolder, launch, type Running } from '../start/product.ts'
import { writeLate } from './lateWriter.ts'
import { type MortalDatabase, mortalDatabase } from './mortalDatabase.ts'

const KILLS = Number(process.env.ONEGRID_FAULT_KILLS ?? 20)
const WRITERS = 8
const ROWS = 10_000
/** Refreshes that took something between two kills, so that every life does real work. */
const WORK_BETWEEN_KILLS = 2
const VICTIMS = ['product', 'owner', 'database', 'owner', 'database'] as const

let database: MortalDatabase
let db: Db
let edition: number
let product: Running
let client: Client
let said = ''
const home = dataFolder()

async function start(): Promise<void> {
  product = launch('server/main.ts', ['--port', '0', '--data', home.folder], { env: { DATABASE_URL: database.url } })
  client = Object.assign(new Client(await address(product)), { cookie: client?.cookie, csrf: client?.csrf })
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  product.child.kill(signal)
  said += (await product.ended).stderr
}

beforeAll(async () => {
  database = await mortalDatabase()
  db = openDb(database.url, { max: WRITERS + 2, onLost: () => undefined })
  edition = (await smallDistrict(db)).edition
  await start()
  const { password } = await addAccount({ db, now: () => new Date() } as House, {
    login: 'leader',
    name: 'leader',
    role: 'leader',
    unit: CENTRE,
  })
  await client.signIn('leader', password)
  // What stands on disk now outlives every crash.
  await db.text('checkpoint')
})

afterAll(async () => {
  await stop('SIGKILL')
  await db.end()
  await database.end()
  await home.remove()
})

async function kill(victim: (typeof VICTIMS)[number]): Promise<void> {
  if (victim === 'database') return database.crash()
  if (victim === 'product') {
    await stop('SIGKILL')
    return start()
  }
  process.kill(await ownerPid(product.child.pid!), 'SIGKILL')
}

interface HeldRow {
  id: number
}

/** How the warehouse differs from the truth, by ids. */
function compare(held: readonly HeldRow[], real: readonly HeldRow[]) {
  const byId = Map.groupBy(held, ({ id }) => id)
  const known = new Map(real.map((row) => [row.id, row]))
  return {
    missed: real.filter(({ id }) => !byId.has(id)),
    twice: held.filter(({ id }) => byId.get(id)!.length > 1),
    surplus: held.filter(({ id }) => !known.has(id)),
    stale: held.filter((row) => known.has(row.id) && !isDeepStrictEqual(row, known.get(row.id))),
  }
}

it('takes every committed row exactly once, whoever is killed', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}, ${KILLS} kills`)
  const roll = seeded(seed)
  const refreshes: Refreshed[] = []
  const increments = () => refreshes.filter(({ full, pulled }) => !full && pulled > 0).length
  let killed = 0
  let over = false

  const refresher = async () => {
    while (!over) {
      const answer = await client.post<Refreshed>('/api/situation/refresh', {}).catch(() => null)
      if (answer?.status === 200) refreshes.push(answer.body)
      else await sleep(50)
    }
  }
  const killer = async () => {
    for (; killed < KILLS; killed++) {
      const goal = increments() + WORK_BETWEEN_KILLS
      while (increments() < goal) await sleep(10)
      await sleep(roll() * 200)
      await kill(VICTIMS[killed % VICTIMS.length]!)
    }
  }
  const refreshing = refresher()
  const world = {
    db,
    edition,
    refreshes: () => refreshes.length,
    going: ({ rows }: { rows: number }) => killed < KILLS || rows < ROWS / WRITERS,
  }
  const [written] = await Promise.all([
    Promise.all(Array.from({ length: WRITERS }, (_, index) => writeLate(world, seeded(seed + 1 + index)))),
    killer(),
  ])
  over = true
  await refreshing
  await stop('SIGTERM')

  const logged: string[] = []
  const folder = path.join(home.folder, 'situation')
  const warehouse = await openWarehouse(
    folder,
    () => new Date(),
    (event) => void logged.push(event),
  )
  const last = await warehouse.refresh(reportSource(db))
  const held = await warehouse.ask((reads) => reads.all<HeldRow>(HELD))
  const sums = await warehouse.ask((reads) =>
    reads.all({ name: 'sums', text: 'select sum(reports) as n from micro_grid_day' }),
  )
  const again = await warehouse.refresh(reportSource(db))
  await warehouse.close()
  await start()

  const expected = (await truth(db)) as unknown as HeldRow[]
  expect(compare(held!, expected)).toEqual({ missed: [], twice: [], surplus: [], stale: [] })
  expect(sums).toEqual([{ n: expected.length }])
  expect(again).toMatchObject({ pulled: 0, total: expected.length, full: false })
  // It would prove nothing if every new life read everything anew, or if no transaction had been passed over.
  expect(said.match(/warehouse\.rebuilt/g)).toHaveLength(1)
  expect(said).not.toContain('warehouse.damaged')
  expect([last.full, logged]).toEqual([false, []])
  const rows = written.reduce((sum, one) => sum + one.rows, 0)
  const late = written.reduce((sum, one) => sum + one.late, 0)
  console.log(`${rows} rows written, ${late} of them late; ${increments()} increments, ${refreshes.length} refreshes`)
  expect(rows).toBeGreaterThanOrEqual(ROWS)
  expect(late).toBeGreaterThan(100)
}, 1_800_000)
