import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../server/db.ts'
import { areasOf, createEdition, insertAreas } from '../../server/territory/store.ts'
import { freshDatabase } from '../database.ts'
import { POLICE, URBAN } from '../server/territory/layers/worlds.ts'
import { smallDistrict } from '../smallDistrict.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-layers-'))
const COMMUNITY = '350499001001'
let database: Awaited<ReturnType<typeof freshDatabase>>
let draft: string

beforeAll(async () => {
  database = await freshDatabase()
  const db = openDb(database.url, { max: 1 })
  const { edition } = await smallDistrict(db)
  const areas = await areasOf(db, edition)
  // One community is enough: layers are merged inside every area of the level asked for.
  const kept = areas.filter(({ level, code }) => level !== 'community' || code === COMMUNITY)
  draft = await db.transaction(async (tx) => {
    const id = await createEdition(tx, '合并')
    await insertAreas(tx, id, kept)
    return String(id)
  })
  await db.end()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.url }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/territory.ts', 'layers', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

describe('npm run territory -- layers', () => {
  it('imports, compares and merges layers, and writes the lineage', async () => {
    const add = (name: string, text: string) => {
      const file = path.join(folder, `${name}.geojson`)
      writeFileSync(file, text)
      const who = ['--name', name, '--authority', `${name}局`, '--system', '综合平台']
      return run('import', file, '--edition', draft, ...who, '--code', '网格编号', '--area-name', '网格名称')
    }
    expect((await add('城管', URBAN)).stdout).toContain('2 areas')
    expect((await add('公安', POLICE)).stdout).toContain('2 areas')
    const ids = (await run('list', '--edition', draft)).stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])
      .join(',')
    const asked = ['--edition', draft, '--layers', ids, '--within', 'community']
    expect((await run('overlay', ...asked)).stdout).toMatch(/城管 × 公安: 85\.0 %/)
    const lineage = path.join(folder, 'lineage.csv')
    const merged = await run('merge', ...asked, '--lineage', lineage, '--apply')
    expect([merged.status, merged.stdout]).toEqual([0, expect.stringContaining('2 areas of 1 parents')])
    expect(readFileSync(lineage, 'utf8')).toContain('东门警务区')
    const refused = await run('merge', ...asked.slice(0, 4), '--within', 'micro-grid')
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('within')])
  })
})
