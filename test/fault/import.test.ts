/**
 * A boundary file is imported again and again while the process that reads it, and the product itself, are killed with
 * -9 at random moments. At every moment all of the file is in the edition or nothing, and the import says which.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seeded } from '../../geo/random.ts'
import type { ImportOut } from '../../server/api/territoryImport.ts'
import { startJobs } from '../../server/boss.ts'
import { buildHouse } from '../../server/buildHouse.ts'
import { type Db, openDb, sql } from '../../server/db.ts'
import { signedInAs } from '../accounts.ts'
import { Client } from '../client.ts'
import { freshDatabase } from '../database.ts'
import { serve } from '../serve.ts'
import { DISTRICT, feature, found } from '../server/territory/files.ts'
import { address, dataFolder, launch, type Running } from '../start/product.ts'

const KILLS = 12
const AREAS = 3000
/** The longest a run takes before it is left to end by itself, ms of waiting for the moment of a kill. */
const MOMENTS_MS = 1500

let url: string
let drop: () => Promise<void>
let witness: Db
let product: Running
let admin: Client
const home = dataFolder()
let identity: { cookie: string | undefined; csrf: string | undefined }

const start = async () => {
  product = launch('server/main.ts', ['--port', '0', '--data', home.folder], { env: { DATABASE_URL: url } })
  admin = Object.assign(new Client(await address(product)), identity)
}

beforeAll(async () => {
  ;({ url, drop } = await freshDatabase())
  witness = openDb(url)
  const jobs = await startJobs(witness, () => undefined)
  const parts = { db: witness, jobs, folder: home.folder, now: () => new Date(), log: () => undefined }
  const house = buildHouse(parts)
  await found(house)
  const door = await serve(house)
  const { cookie, csrf } = await signedInAs(house, door.base, 'administrator')
  identity = { cookie, csrf }
  await door.close()
  await jobs.stop()
  await start()
})
afterAll(async () => {
  product.child.kill('SIGKILL')
  await product.ended
  await witness.end()
  await drop()
  await home.remove()
})

const file = JSON.stringify({
  type: 'FeatureCollection',
  features: Array.from({ length: AREAS }, (_, n) =>
    feature({ code: `M${n}`, name: `镇${n}` }, [n % 60, Math.floor(n / 60), (n % 60) + 1, Math.floor(n / 60) + 1]),
  ),
})
const options = {
  district: DISTRICT.code,
  level: 'street',
  code: 'code',
  name: 'name',
  dissolve: 'district',
  edition: 'new',
}

async function upload(): Promise<number> {
  const headers = { 'content-type': 'application/octet-stream' }
  const { status, body } = await admin.send<ImportOut>('POST', '/api/territory/imports?file=a.geojson', file, headers)
  expect(status).toBe(201)
  return body.id
}

/** The import as the product shows it, once nobody works on it. */
async function atRest(id: number): Promise<ImportOut> {
  for (;;) {
    const { status, body } = await admin.get<ImportOut>(`/api/territory/imports/${id}`)
    expect(status).toBe(200)
    if (!body.working) return body
    await sleep(50)
  }
}

/** Processes that the product has started to read files. */
function workers(): number[] {
  const pid = product.child.pid!
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return (children === '' ? [] : children.split(' ')).map(Number).filter((child) => {
    try {
      return readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('import/worker.ts')
    } catch {
      return false
    }
  })
}

async function kill(what: 'worker' | 'server'): Promise<void> {
  if (what === 'server') {
    product.child.kill('SIGKILL')
    await product.ended
    await start()
    return
  }
  for (const pid of workers()) process.kill(pid, 'SIGKILL')
}

/** Areas of every edition there is: a half-imported file shows here. */
const sizes = async () =>
  (
    await witness.rows<{ n: number }>(sql`
    select (select count(*) from area where edition_id = edition.id) as n from edition order by id`)
  ).map(({ n }) => n)

it.skipIf(process.platform !== 'linux')(
  'all of a file is imported or nothing, whoever is killed and when',
  async () => {
    const random = seeded(7)
    let id = await upload()
    let done = 0
    const fates: string[] = []
    await atRest(id)
    for (let n = 0; n < KILLS; n++) {
      const { status } = await admin.post(`/api/territory/imports/${id}/run`, options)
      expect(status).toBe(202)
      await sleep(random() * MOMENTS_MS)
      await kill(n % 3 === 2 ? 'server' : 'worker')
      const found = await atRest(id)
      fates.push(found.state)
      expect(['done', 'failed']).toContain(found.state)
      if (found.state === 'done') {
        done += 1
        expect(found.counts).toEqual({ district: 1, street: AREAS })
        id = await upload()
        await atRest(id)
      } else expect(found).toMatchObject({ kept: true, failure: { code: 'import-lost' }, counts: {} })
      expect(await sizes()).toEqual(Array(done).fill(AREAS + 1))
    }
    expect(fates).toContain('failed')

    // What was killed can be run again, and nothing of the dead is left on the disk.
    expect((await admin.post(`/api/territory/imports/${id}/run`, options)).status).toBe(202)
    expect(await atRest(id)).toMatchObject({ state: 'done', counts: { district: 1, street: AREAS } })
    expect(await sizes()).toEqual(Array(done + 1).fill(AREAS + 1))
    product.child.kill('SIGKILL')
    await product.ended
    await start()
    const left = readdirSync(path.join(home.folder, 'imports'))
    expect(left.filter((name) => name !== 'uploads')).toEqual([])
    expect(readdirSync(path.join(home.folder, 'imports', 'uploads'))).toEqual([])
  },
)
