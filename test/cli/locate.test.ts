import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { areaM2, interiorPoint } from '../../geo/interior.ts'
import { openDb, sql } from '../../server/db.ts'
import { type AreaRow, createEdition, insertAreas, insertDistrict } from '../../server/territory/store.ts'
import { freshDatabase } from '../database.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-locate-'))
const { areas, leaves } = coverage({ leaves: 40, seed: 6, halvings: 2, holeEvery: 0 })
const [lon, lat] = interiorPoint(leaves[20]!.geometry)!
const output = path.join(folder, 'out.csv')
let database: Awaited<ReturnType<typeof freshDatabase>>
let edition: number

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.url }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/locate.ts', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

const given = (file: string) => ['--in', file, '--out', output, '--lon', '经度', '--lat', '纬度']

beforeAll(async () => {
  database = await freshDatabase()
  const db = openDb(database.url)
  await insertDistrict(db, { code: '9', name: '测试区', nameEn: 'Test', pack: 'plain', timeZone: 'Asia/Shanghai' })
  edition = await createEdition(db, 'first')
  const rows = areas.map((area): AreaRow => {
    const label = interiorPoint(area.geometry)!
    return { ...area, label, areaM2: areaM2(area.geometry), source: {} }
  })
  await insertAreas(db, edition, rows)
  await db.end()
})

afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

describe('npm run locate', () => {
  const input = path.join(folder, 'in.csv')
  writeFileSync(input, `经度,纬度\n${lon},${lat}\n0,0\n,\n`)

  it('says that no edition is in force, and locates by a draft that is named', async () => {
    const none = await run(...given(input))
    expect([none.status, none.stdout]).toEqual([1, ''])
    expect(none.stderr).toContain('No edition of boundaries is in force yet')

    const named = await run(...given(input), '--edition', String(edition))
    expect(named.stderr).toBe('')
    expect(named.status).toBe(0)
    expect(named.stdout).toContain('located 1, unlocated 1, unusable 1')
    expect(readFileSync(output, 'utf8').split('\n')[1]).toContain(leaves[20]!.code)
  })

  it('locates by the edition in force', async () => {
    const db = openDb(database.url)
    await db.run(sql`update edition set status = 'checked' where id = ${edition}`)
    await db.run(sql`update edition set status = 'published', valid_from = '2020-01-01' where id = ${edition}`)
    await db.end()
    const found = await run(...given(input), '--crs', 'gcj02')
    expect(found.stdout).toContain('unusable 1')
    expect(found.status).toBe(0)
  })

  it.each([
    ['no arguments', [], 2, 'npm run locate'],
    ['an unknown option', ['--speed', '9'], 2, 'npm run locate'],
    ['an unknown system', [...given(input), '--crs', 'mars'], 1, 'mars'],
    ['a missing file', given(path.join(folder, 'none.csv')), 1, 'A file cannot be used'],
    ['an unknown edition', [...given(input), '--edition', '999'], 1, '999'],
    ['an unknown column', ['--in', input, '--out', output, '--lon', 'x', '--lat', 'y'], 1, '经度, 纬度'],
  ])('explains %s', async (_, args, status, words) => {
    const answer = await run(...args)
    expect([answer.status, answer.stdout]).toEqual([status, ''])
    expect(answer.stderr).toContain(words)
    expect(answer.stderr).not.toContain('    at ')
  })

  it('stops between two rows on SIGINT and leaves no file that looks whole', async () => {
    const long = path.join(folder, 'long.csv')
    writeFileSync(long, `经度,纬度\n${`${lon},${lat}\n`.repeat(600_000)}`)
    rmSync(output, { force: true })
    const env = { ...process.env, DATABASE_URL: database.url }
    const child = execFile(process.execPath, ['cli/locate.ts', ...given(long)], { cwd: root, env })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    let errors = ''
    child.stderr!.on('data', (text) => {
      errors += text
    })
    const started = () => {
      try {
        return readFileSync(`${output}.part`).length > 100_000
      } catch {
        return false
      }
    }
    while (!started() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(errors).toContain('Interrupted')
    expect(() => readFileSync(output)).toThrow('ENOENT')
    const part = readFileSync(`${output}.part`, 'utf8')
    expect(part.endsWith('\n')).toBe(true)
    expect(errors).toContain(`the first ${part.trimEnd().split('\n').length - 1} rows`)
  })
})
