import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { LonLat } from '../geo/types.ts'
import { ImportOptions } from '../server/api/territoryImport.ts'
import { startJobs } from '../server/boss.ts'
import { buildHouse } from '../server/buildHouse.ts'
import { openDb } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import type { House } from '../server/house.ts'
import { migrate } from '../server/migrate.ts'
import { checkDraft } from '../server/territory/check/flow.ts'
import { comparisons } from '../server/territory/compare/flow.ts'
import { foundDistrict, newEdition } from '../server/territory/flow.ts'
import { computeApart } from '../server/territory/import/apart.ts'
import { importFile } from '../server/territory/import/flow.ts'
import { inspectPlace } from '../server/territory/inspect/flow.ts'
import { approveEdition, publishEdition } from '../server/territory/lifeFlow.ts'
import { listEditions } from '../server/territory/store.ts'
import { NEAREST_TILE } from '../server/territory/tiles/cut.ts'
import type { TileAddress } from '../server/territory/tiles/tileAddress.ts'
import { tilesets } from '../server/territory/tiles/tileset.ts'
import { DISTRICT, nested, writeLevel } from './nested.ts'
import { brief, printTable } from './table.ts'

const MB = 1024 * 1024
const LEVELS = ['district', 'street', 'community', 'grid', 'micro-grid'] as const
/** From about here on a district of a hundred thousand areas fills a screen. */
const FARTHEST_TILE = 8
const NO_ONE = { account: null }
/** A tile, its right neighbour and the two below; the first one of a level also lays its index. */
const TILES = [0, 1, 2, 3] as const

/**
 * `npm run bench -- territory [micro-grids]`, 10,000 by default: an edition of five exactly nested levels from its
 * GeoJSON files to a neighbour of itself. `stall` is the longest time that the event loop answered nobody.
 */
export default async function territoryBench([size = '10000']: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-'))
  const server = await openEmbedded(path.join(folder, 'postgres'), { role: 'server', say: console.error })
  const db = openDb(server.url, { max: 6 })
  const log = () => undefined
  try {
    await migrate(db)
    const jobs = await startJobs(db, log)
    const newHouse = () => buildHouse({ db, jobs, folder, now: () => new Date(), log })
    await life(newHouse, Number(size), folder)
    await jobs.stop()
  } finally {
    await db.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function life(newHouse: () => House, size: number, folder: string): Promise<void> {
  const house = newHouse()
  const rows: string[][] = []
  const step = measuring(rows)
  const middle = await write(size, folder)
  const founding = { code: DISTRICT, name: '大区', nameEn: 'District', pack: 'plain', timeZone: 'Asia/Shanghai' }
  await foundDistrict(house, founding)
  const { id } = await newEdition(house, 'bench', NO_ONE)
  for (const level of LEVELS) await step(`import ${level}`, () => importLevel(house, folder, level, id))
  await step('check', async () => `${(await checkDraft(house, id, NO_ONE)).faults.length} faults`)
  await step('approve', () => approveEdition(house, id, { acceptFaults: false, ...NO_ONE }).then(() => ''))
  await step('publish', () => publishEdition(house, id, { from: '2026-01-01', ...NO_ONE }).then(() => 'atlas built'))
  await step('first locate', async () => (await house.atlas())!.atlas.locate(middle).kind)
  const restarted = newHouse()
  await step('restart to first locate', async () => (await restarted.atlas())!.atlas.locate(middle).kind)
  const tiles = tilesets()((await restarted.atlas())!)
  await step('characters', async () => `${(await tiles.characters()).length} B`)
  await step('outlines', async () => `${(await tiles.outlines()).length} B`)
  for (let z = FARTHEST_TILE; z <= NEAREST_TILE; z++)
    await step(`4 tiles of zoom ${z}`, async () => {
      const sizes: number[] = []
      for (const n of TILES) {
        sizes.push((await tiles.tile(tileAt(middle, z, n))).length)
        await wait(5)
      }
      return `${sizes.join(', ')} B`
    })
  await step('inspect, first', async () => (await inspectPlace(restarted, { edition: id, at: middle })).code)
  await step('inspect, again', async () => (await inspectPlace(restarted, { edition: id, at: middle })).code)
  await step('list editions', async () => `${(await listEditions(house.db)).length}`)
  const copy = await newEditionOf(house, id, step)
  await step('compare', async () => `${Object.keys(await comparisons(house).compare(id, copy)).length} parts`)
  printTable(['', 'ms', 'stall ms', 'main CPU ms', 'RSS MB', 'outcome'], rows)
}

type Step = (name: string, work: () => Promise<string>) => Promise<void>

/** Notes how long a step takes, how long it kept the thread to itself, and the memory of the process after it. */
function measuring(rows: string[][]): Step {
  return async (name, work) => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    // It measures from its first tick on.
    await wait(5)
    const [start, cpu] = [performance.now(), process.threadCpuUsage()]
    const outcome = await work()
    const ms = performance.now() - start
    const { user, system } = process.threadCpuUsage(cpu)
    await wait(5)
    delay.disable()
    const rss = process.memoryUsage.rss() / MB
    rows.push([name, brief(ms), brief(delay.max / 1e6), brief((user + system) / 1000), rss.toFixed(0), outcome])
  }
}

/** Writes the files; answers a point in the middle of the district. */
async function write(size: number, folder: string): Promise<LonLat> {
  const areas = nested(size)
  for (const level of LEVELS) await writeLevel(areas, level, fileOf(folder, level))
  const leaves = areas.filter(({ level }) => level === 'micro-grid')
  const { geometry } = leaves[Math.floor(leaves.length / 2 + Math.sqrt(leaves.length) / 2)]!
  const ring = (geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0])!
  const mean = (at: 0 | 1) => ring.reduce((sum, position) => sum + position[at]!, 0) / ring.length
  return [mean(0), mean(1)]
}

const fileOf = (folder: string, level: string) => path.join(folder, `${level}.geojson`)

async function importLevel(house: House, folder: string, level: (typeof LEVELS)[number], edition: number) {
  const file = fileOf(folder, level)
  const parent = level === 'district' ? {} : { parent: 'parent' }
  const fields = { district: DISTRICT, level, code: 'code', name: 'name', crs: 'wgs84', edition, ...parent }
  const given = {
    path: file,
    file: path.basename(file),
    bytes: statSync(file).size,
    options: ImportOptions.parse(fields),
  }
  const means = { compute: computeApart, report: () => undefined, signal: new AbortController().signal }
  const made = await importFile(house, { ...given, ...NO_ONE }, means)
  if (made.kind !== 'imported') throw new Error(`the import of ${level} is refused`)
  return `${made.taken[level]} areas of ${brief(given.bytes / MB)} MB`
}

async function newEditionOf(house: House, copyOf: number, step: Step): Promise<number> {
  let made = 0
  await step('draft copy', async () => {
    made = (await newEdition(house, 'copy', { copyOf, ...NO_ONE })).id
    return ''
  })
  return made
}

function tileAt([lon, lat]: LonLat, z: number, n: (typeof TILES)[number]): TileAddress {
  const across = 2 ** z
  const x = Math.floor(((lon + 180) / 360) * across)
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across)
  return { z, x: x + (n & 1), y: y + (n >> 1) }
}
