import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDemoAccounts, demoFile } from '../../../server/access/demo.ts'
import { ensureUnit } from '../../accounts.ts'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'

const COMMAND = path.resolve(import.meta.dirname, '../../../cli/accounts.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'accounts-cli-'))
let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  at = await testHouse({ now: new Date() })
  server = await serve(at.house)
  await ensureUnit(at.house, 'centre')
})
afterAll(async () => {
  await server.close()
  await at.close()
  rmSync(folder, { recursive: true })
})

/** `npm run accounts -- …` on this database. */
function accounts(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: at.url, ONEGRID_DATA: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

it('adds an account whose password, printed once, opens the door; changes it; closes it', async () => {
  const added = await accounts('add', 'wang', '--role', 'officer', '--unit', 'centre', '--name', '王队员')
  expect(added.code).toBe(0)
  const client = new Client(server.base)
  await client.signIn('wang', added.out.trim())
  const changed = await accounts('password', 'wang')
  expect((await client.get('/api/session')).status).toBe(401)
  await client.signIn('wang', changed.out.trim())
  expect((await accounts('list')).out).toContain('王队员')
  expect((await accounts('disable', 'wang')).code).toBe(0)
  expect((await client.get('/api/session')).status).toBe(401)
})

it('prints the demo accounts again, and makes none where there is no demo', async () => {
  const before = await accounts()
  expect([before.code, before.err]).toEqual([1, expect.stringContaining('--reset-demo')])
  const refused = await accounts('--reset-demo')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--demo')])
  const [operator] = await createDemoAccounts(at.house, demoFile(folder))
  expect((await accounts()).out).toContain(operator!.password)
  rmSync(demoFile(folder))
  const reset = await accounts('--reset-demo')
  expect(reset.code).toBe(0)
  expect(reset.out).not.toContain(operator!.password)
  expect((await accounts()).out).toBe(reset.out)
})

it.each([
  [['add', 'li'], 2, 'npm run accounts'],
  [['add', 'li', '--role', 'king', '--unit', 'centre', '--name', 'L'], 2, 'npm run accounts'],
  [['add', 'li', '--role', 'officer', '--unit', 'nowhere', '--name', 'L'], 1, 'unit: nowhere'],
  [['disable', 'nobody'], 1, 'login: nobody'],
  [['--colour'], 2, '--colour'],
])('answers %j with code %i and what to do', async (args, code, words) => {
  const answer = await accounts(...args)
  expect(answer.code).toBe(code)
  expect(answer.err).toContain(words)
  expect(answer.err).not.toContain('    at ')
})
