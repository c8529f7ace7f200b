import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import type { FeatureCollection } from 'geojson'
import { afterAll, describe, expect, it } from 'vitest'
import { oracle } from '../oracle/oracle.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-stats-'))
const columbus = path.join(root, 'test/oracle/data/columbus.geojson.json')
const carolina = path.join(root, 'test/oracle/data/nc_sids.geojson.json')

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/stats.ts', ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

afterAll(() => rmSync(folder, { recursive: true }))

interface Expected {
  expected: Record<string, { gistar_binary: { z: number[]; bin_fdr: number[] } }>
}

describe('npm run stats', () => {
  it('writes z, p, bins and reasons of every area beside its own columns, and says what they mean', async () => {
    const out = path.join(folder, 'columbus.csv')
    const answer = await run('gi-star', '--areas', columbus, '--values', 'CRIME', '--out', out)
    expect([answer.status, answer.stderr]).toEqual([0, ''])
    expect(answer.stdout).toContain('7 个热点、2 个冷点')
    expect(answer.stdout).toContain('7 hot and 2 cold spots')
    const rows = parse(readFileSync(out), { columns: true, bom: true }) as Record<string, string>[]
    const { z, bin_fdr } = oracle<Expected>('columbus').expected.CRIME!.gistar_binary
    expect(rows.map(({ bin }) => Number(bin))).toEqual(bin_fdr)
    rows.forEach((row, i) => {
      expect(Math.abs(Number(row.z) - z[i]!)).toBeLessThan(1e-9)
      expect([row.POLYID, row.reason]).toEqual([String(i + 1), ''])
    })
  })

  it('keeps rows it cannot use, with the reason, and no NaN in the file', async () => {
    const file = JSON.parse(readFileSync(carolina, 'utf8')) as FeatureCollection
    file.features[3]!.properties!.SID74 = 'unknown'
    file.features[4]!.properties!.BIR74 = 0
    file.features[5] = { ...file.features[5]!, geometry: null } as never
    const input = path.join(folder, 'holes.geojson')
    writeFileSync(input, JSON.stringify(file))
    const out = path.join(folder, 'out.geojson')
    const wish = ['--areas', input, '--values', 'SID74', '--population', 'BIR74', '--out', out]
    for (const method of [['gi-star'], ['local-moran', '--weights', 'band:60000'], ['gi', '--weights', 'knn:4']]) {
      const { status, stderr } = await run(...method, ...wish)
      expect([status, stderr]).toEqual([0, ''])
      const written = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection
      expect(written.features.length).toBe(100)
      const reasons = written.features.map(({ properties }) => properties!.reason)
      expect(reasons.slice(3, 6)).toEqual(['value_missing', 'cases_without_exposure', 'value_missing'])
      for (const { properties } of written.features) expect(properties!.z === null).toBe(properties!.reason !== null)
    }
  })

  it('the same seed writes the same bytes', async () => {
    const files = ['a.geojson', 'b.geojson'].map((name) => path.join(folder, name))
    for (const out of files) {
      const { stderr } = await run('gi', '--areas', columbus, '--values', 'HOVAL', '--permutations', '99', '--out', out)
      expect(stderr).toBe('')
    }
    expect(readFileSync(files[0]!).equals(readFileSync(files[1]!))).toBe(true)
  })

  it.each([
    [['hot'], 'METHOD'],
    [['gi', '--areas', columbus], '--values'],
    [['gi', '--areas', columbus, '--values', 'X', '--out', 'x.csv'], 'X: no such column'],
    [['gi', '--areas', columbus, '--values', 'CRIME', '--out', 'x.csv', '--weights', 'knn:0'], '--weights'],
    [['gi', '--areas', columbus, '--values', 'CRIME', '--out', 'x.shp'], '--out'],
    [['eb-rates', '--areas', columbus, '--values', 'CRIME', '--out', 'x.csv'], '--population'],
    [['gi', '--areas', 'nowhere.geojson', '--values', 'CRIME', '--out', 'x.csv'], 'nowhere.geojson: ENOENT'],
    [['gi', '--areas', 'README.md', '--values', 'CRIME', '--out', 'x.csv'], 'no JSON'],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { status, stderr } = await run(...args)
    expect(status).toBe(1)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('    at ')
  })

  it('explains itself', async () => {
    expect((await run('--help')).stdout).toContain('npm run stats -- METHOD')
    expect((await run('--what')).status).toBe(2)
  })
})
