import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb, sql } from '../../server/db.ts'
import { insertDistrict } from '../../server/territory/store.ts'
import { gbk, shapefileZip } from '../browser/shapefileZip.ts'
import { freshDatabase } from '../database.ts'
import { square } from '../geo/squares.ts'
import { DISTRICT, feature } from '../server/territory/files.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-import-'))
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  const db = openDb(database.url)
  await insertDistrict(db, DISTRICT)
  await db.end()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

function start(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: database.url, ONEGRID_DATA: folder }
  let child!: ChildProcess
  const ended = new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    child = execFile(
      process.execPath,
      ['cli/territory.ts', 'import', ...args],
      { cwd: root, env },
      (error, stdout, stderr) =>
        resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
  return { child, ended }
}
function file(name: string, bytes: string | Buffer): string {
  const at = path.join(folder, name)
  writeFileSync(at, bytes)
  return at
}
async function one<T>(query: ReturnType<typeof sql>): Promise<T> {
  const db = openDb(database.url, { max: 1 })
  const row = await db.row<T>(query)
  await db.end()
  return row!
}
const asked = ['--district', DISTRICT.code, '--level', 'street', '--dissolve', 'district', '--edition', 'new']

describe('npm run territory -- import', () => {
  it('takes a zipped shapefile in GBK, its system named; without one it says what is missing', async () => {
    const shapes = [0, 2].map((west, n) => ({
      ring: square([west, 0, west + 2, 2]).coordinates[0]!.toReversed() as [number, number][],
      values: [`S${n}`, n === 0 ? '虬江街道' : '凤岗街道'],
    }))
    const zip = file('街道.zip', shapefileZip('streets', ['编码', '名称'], shapes, { encode: gbk }))
    const columns = [...asked, '--code', '编码', '--name', '名称']
    const unnamed = await start(zip, ...columns).ended
    expect([unnamed.status, unnamed.stderr]).toEqual([1, expect.stringContaining('the file declares none')])
    const made = await start(zip, ...columns, '--crs', 'cgcs2000').ended
    expect(made).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^edition \d+: 1 district, 2 street\n$/),
      stderr: expect.stringMatching(/^缺少 \.prj.*There is no \.prj.*\n$/),
    })
    expect(await one(sql`select name from area where code = 'S1'`)).toEqual({ name: '凤岗街道' })
  })

  it('says of a file that is cut off that the file is, and of an empty one that nothing is in it', async () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [feature({ code: 'a', name: 'a' }, [0, 0, 1, 1])],
    })
    const columns = [...asked, '--code', 'code', '--name', 'name']
    const cut = await start(file('cut.geojson', text.slice(0, -30)), ...columns).ended
    expect([cut.status, cut.stdout]).toEqual([1, ''])
    expect(cut.stderr).toContain('The file cannot be read')
    expect(cut.stderr).toContain('cut.geojson')
    expect(cut.stderr).not.toContain('request body')
    const empty = await start(file('empty.geojson', '{"type":"FeatureCollection","features":[]}'), ...columns).ended
    expect([empty.status, empty.stderr]).toEqual([1, expect.stringContaining('The file has no features')])
  })

  it('leaves nothing after Ctrl-C', async () => {
    const many = Array.from({ length: 40_000 }, (_, n) =>
      feature({ code: `M${n}`, name: `镇${n}` }, [
        n % 200,
        Math.floor(n / 200),
        (n % 200) + 1,
        Math.floor(n / 200) + 1,
      ]),
    )
    const large = file('large.geojson', JSON.stringify({ type: 'FeatureCollection', features: many }))
    const { child, ended } = start(large, ...asked, '--code', 'code', '--name', 'name')
    const working = () => one<{ n: number }>(sql`select count(*) as n from territory_import where state = 'running'`)
    while ((await working()).n === 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect([status, stderr]).toEqual([130, expect.stringContaining('Cancelled: no area was imported')])
    expect(await one(sql`select state from territory_import order by id desc limit 1`)).toEqual({ state: 'cancelled' })
    expect(await one(sql`select count(*) as n from area where code like 'M%'`)).toEqual({ n: 0 })
    expect(readdirSync(path.join(folder, 'imports'))).toEqual([])
  })
})
