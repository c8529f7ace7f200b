/**
 * `npm run bench -- pan [micro-grids]`, 100,000 by default: a real browser opens an edition of five nested levels and
 * pans it at zooms 9 to 15. What counts is the page's own thread (long tasks) and the bytes; frames of SwiftShader are
 * told beside those of the same page with nothing on its map.
 */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { areaM2, interiorPoint } from '../geo/interior.ts'
import type { Area } from '../geo/types.ts'
import { addAccount } from '../server/access/accounts.ts'
import { buildApp } from '../server/app.ts'
import { startJobs } from '../server/boss.ts'
import { buildClient } from '../server/buildClient.ts'
import { buildHouse } from '../server/buildHouse.ts'
import { type Db, openDb, sql } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { migrate } from '../server/migrate.ts'
import { createEdition, insertAreas, insertDistrict, savePublication } from '../server/territory/store.ts'
import { insertZones } from '../server/territory/zoneStore.ts'
import { DISTRICT, nested } from './nested.ts'
import { pannedMap } from './panned.ts'
import { printTable } from './table.ts'

const ZONES = 4
const COLUMNS = ['', 'step', 'KB', 'requests', 'long tasks', 'longest ms', 'frames', 'median ms', 'longest frame']
const DAY = '2024-01-01'

export default async function pan([size = '100000']: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-'))
  chmodSync(folder, 0o711)
  await buildClient(console.error)
  const postgres = await openEmbedded(path.join(folder, 'postgres'), { role: 'server', say: console.error })
  const db = openDb(postgres.url, { max: 6 })
  const log = (event: string, facts?: object) => console.error(event, facts)
  await migrate(db)
  const jobs = await startJobs(db, log)
  const house = buildHouse({ db, jobs, folder, now: () => new Date(), log })
  const middle = await found(db, Number(size))
  const { password } = await addAccount(house, { login: 'operator', name: '王值班', role: 'operator', unit: 'centre' })
  await house.atlas()
  const server = buildApp(house).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const seat = { base, login: 'operator', password, middle }
    const browser = await openBrowser()
    for (const what of ['edition', 'nothing'] as const) printTable(COLUMNS, await pannedMap(browser, seat, what))
    await browser.close()
  } finally {
    server.closeAllConnections()
    server.close()
    await jobs.stop()
    await db.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The district with its streets as bodies and a few zones of neighbouring streets; answers its middle. */
async function found(db: Db, size: number): Promise<[lon: number, lat: number]> {
  const areas = nested(size)
  const rows = areas.map(row)
  const streets = areas.filter(({ level }) => level === 'street')
  await db.transaction(async (tx) => {
    await insertDistrict(tx, { code: DISTRICT, name: '大区', nameEn: 'Big', pack: 'plain', timeZone: 'Asia/Shanghai' })
    const edition = await createEdition(tx, 'bench')
    await insertAreas(tx, edition, rows)
    await savePublication(tx, edition, { from: DAY, knownFaults: false, at: new Date() })
    await tx.run(
      sql`insert into unit (code, kind, name, name_en, short_name) values ('centre', 'centre', '网格中心', 'Centre', '')`,
    )
    for (const { code, name } of streets)
      await tx.run(sql`
        insert into unit (code, kind, name, name_en, short_name, street_code)
        values (${code}, 'street', ${name}, ${code}, ${name}, ${code})`)
    const each = Math.ceil(streets.length / ZONES)
    const zones = Array.from({ length: ZONES }, (_, n) => streets.slice(n * each, (n + 1) * each)).filter(
      ({ length }) => length > 0,
    )
    await insertZones(
      tx,
      zones.map((members, n) => ({
        ...{
          code: `zone-${n + 1}`,
          name: `第${'一二三四'[n]}片区`,
          nameEn: `Zone ${n + 1}`,
          seat: null,
          clause: '示意',
        },
        ...{ validFrom: DAY, validTo: null, streets: members.map(({ code }) => code) },
      })),
    )
  })
  const [lon, lat] = interiorPoint(areas.find(({ level }) => level === 'district')!.geometry)!
  return [lon, lat]
}

const row = (area: Area) => ({
  ...area,
  label: interiorPoint(area.geometry)!,
  areaM2: areaM2(area.geometry),
  source: {},
})

/** Its system libraries unpack only where this stands in the environment before the package is imported. */
async function openBrowser(): Promise<Browser> {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { launchBrowser } = await import('../cli/browser.ts')
  return launchBrowser()
}
