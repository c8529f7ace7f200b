import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { DISTRICT, feature, streetFile } from '../server/territory/files.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-territory-'))
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.url }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/territory.ts', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}
function file(name: string, features: unknown[]): string {
  const at = path.join(folder, name)
  writeFileSync(at, JSON.stringify({ type: 'FeatureCollection', features }))
  return at
}
const asked = ['--district', DISTRICT.code, '--level', 'street', '--code', 'code', '--name', 'name']

describe('npm run territory', () => {
  it('goes from an empty database to an edition in force', async () => {
    const streets = file('streets.geojson', streetFile)
    const early = await run('import', streets, ...asked, '--dissolve', 'district')
    expect([early.status, early.stderr]).toEqual([1, expect.stringContaining('No district has been founded yet')])

    const { code, name, pack, timeZone } = DISTRICT
    const found = await run('found', '--district', code, '--name', name, '--pack', pack, '--time-zone', timeZone)
    expect([found.status, found.stdout]).toEqual([0, `${code} ${name}\n`])

    const bad = file('bad.geojson', [...streetFile, feature({ code: 'S1', name: '又' }, [0, 0, 1, 1])])
    const refused = await run('import', bad, ...asked, '--dissolve', 'district')
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('feature 2 (S1): ')
    expect(refused.stderr).toContain('--merge-same-code')
    expect((await run('list')).stdout).toBe('')

    const made = await run('import', streets, ...asked, '--dissolve', 'district')
    expect([made.status, made.stdout]).toEqual([0, 'edition 1: 1 district, 2 street\n'])
    expect(await run('check')).toMatchObject({ status: 0, stdout: expect.stringContaining('edition 1: 0 faults') })
    expect((await run('publish', '--from', '2026-01-01')).status).toBe(1)
    expect((await run('approve')).stdout).toBe('edition 1 is approved\n')
    const publish = await run('publish', '--from', '2026-01-01')
    expect([publish.status, publish.stdout]).toEqual([0, 'edition 1 is in force from 2026-01-01\n'])
    expect((await run('at', '2026-01-01')).stdout).toBe('1  streets.geojson  in force from 2026-01-01\n')
    expect(await run('at', '2025-12-31')).toMatchObject({ status: 1, stdout: '' })
    const same = await run('diff', '1', '1')
    expect([same.status, same.stdout]).toEqual([0, expect.stringContaining('street: 2 unchanged\n')])
    expect((await run('bodies')).stdout).toBe('2 new street units\n')
    expect((await run('bodies')).stdout).toBe('0 new street units\n')
    expect((await run('list')).stdout).toMatch(/^1 {2}streets\.geojson {2}published, 2026-01-01, 0 faults/)
  })

  it('shows what a rule would mend, writes nothing, and then mends it', async () => {
    const [west, east] = [
      feature({ code: 'S1', name: '西' }, [0, 0, 2, 2]),
      feature({ code: 'S2', name: '东' }, [1, 0, 4, 2]),
    ]
    await run('import', file('twice.geojson', [west, east]), ...asked, '--dissolve', 'district', '--edition', 'new')
    const rule = ['repair', '--rule', 'overlaps=1e9', '--overlaps-to', 'first']
    const shown = await run(...rule, '--dry-run')
    expect([shown.status, shown.stderr]).toEqual([0, ''])
    expect(shown.stdout).toMatch(/^1 faults taken on, 2 areas change\n[1-9][\d.]* m² move/)
    expect(shown.stdout).toContain('left: 0 errors, 0 warnings; borders match vertex by vertex\nnothing was written\n')
    const made = await run(...rule)
    expect([made.status, made.stdout]).toEqual([0, expect.stringMatching(/\napplied as change \d+, version \d+\n$/)])
    expect(made.stdout.split('\n').slice(0, 3)).toEqual(shown.stdout.split('\n').slice(0, 3))
  })

  it('answers what it cannot do with a sentence and a status, never with a stack', async () => {
    const attempts: [string[], number, string][] = [
      [[], 2, 'npm run territory'],
      [['fly'], 2, 'npm run territory'],
      [['import', 'x.geojson', '--colour', 'red'], 2, 'colour'],
      [['import', path.join(folder, 'none.geojson'), ...asked], 1, 'ENOENT'],
      [['import', path.join(folder, 'none.geojson'), '--level', 'moon'], 1, 'level'],
      [['publish', '--from', 'tomorrow', '--edition', '1'], 1, 'from'],
      [['check', '--edition', '77'], 1, 'Not found'],
      [['check', '--edition', 'x'], 1, 'edition'],
      [['diff', '1', 'x'], 1, 'after'],
      [['at', 'tomorrow'], 1, 'day'],
    ]
    for (const [args, status, words] of attempts) {
      const answer = await run(...args)
      expect([args, answer.status]).toEqual([args, status])
      expect(answer.stderr).toContain(words)
      expect(answer.stderr).not.toContain('    at ')
    }
  })
})
