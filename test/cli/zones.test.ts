import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areasOf, createEdition, insertAreas } from '../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { STREETS, smallDistrict } from '../smallDistrict.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-zones-'))
let world: TestHouse
let draft: number
beforeAll(async () => {
  world = await testHouse()
  const { edition } = await smallDistrict(world.house.db)
  const rows = await areasOf(world.house.db, edition)
  draft = await world.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '草稿')
    await insertAreas(tx, id, rows)
    return id
  })
}, 60_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: world.url }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/territory.ts', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

describe('npm run territory -- zones', () => {
  it('lists, proposes and declares', async () => {
    expect((await run('zones', 'list', '--day', '2026-01-01')).stdout).toContain(
      `zone-1  第一片区  2023-01-01  林片长  -  ${STREETS[0]}`,
    )
    const made = await run('zones', 'propose', '--zones', '2', '--load', 'area', '--slack', '200')
    expect([made.status, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain('balance (exact): ±34%')
    const refused = await run('zones', 'propose', '--zones', '9', '--load', 'area')
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('1 to 3')])

    const set = path.join(folder, 'set.json')
    const zone = { code: 'zone-1', name: '全区', nameEn: 'All', streets: STREETS }
    writeFileSync(set, JSON.stringify({ from: '2031-01-01', clause: '测试', zones: [zone] }))
    expect((await run('zones', 'declare', set)).stdout).toBe('from 2031-01-01: begun zone-1, kept -, ended zone-2\n')
    expect((await run('zones')).status).toBe(2)
  }, 120_000)
})

describe('npm run territory -- codes, labels', () => {
  it('report, show a dry run, and write a sheet', async () => {
    expect((await run('codes', 'report', '--edition', `${draft}`)).stdout).toBe('grid-15 6+3+3+3+2: 46 areas, clean\n')
    const dry = await run('codes', 'renumber', '--edition', `${draft}`, '--level', 'micro-grid')
    expect([dry.status, dry.stderr, dry.stdout.split('\n')[0]]).toEqual([
      0,
      '24 would change\n',
      'level,formerCode,code,name',
    ])
    const out = path.join(folder, 'labels.html')
    const sheet = await run('labels', '--out', out, '--origin', 'https://grid.example.gov.cn/', '--under', STREETS[0])
    expect([sheet.status, sheet.stdout]).toEqual([0, `${out}: 1 pages\n`])
    expect(readFileSync(out, 'utf8')).toContain(`${STREETS[0]}00100101`)
  }, 120_000)
})
