import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addAccount, makeKey } from '../../../server/access/accounts.ts'
import { createDemoAccounts, demoFile, readDemoAccounts } from '../../../server/access/demo.ts'
import { sql } from '../../../server/db.ts'
import { ensureUnit } from '../../accounts.ts'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
const folder = mkdtempSync(path.join(tmpdir(), 'demo-accounts-'))
const file = demoFile(path.join(folder, 'not-made-yet'))

beforeAll(async () => {
  at = await testHouse()
  server = await serve(at.house)
  await ensureUnit(at.house, 'centre', 'centre')
  await ensureUnit(at.house, 'street', 'street')
  await ensureUnit(at.house, 'team', 'team', 'street')
  await ensureUnit(at.house, 'department', 'department')
})
afterAll(async () => {
  await server.close()
  await at.close()
  rmSync(folder, { recursive: true })
})

it('makes one account a role, whose passwords open the door and stand in a private file only', async () => {
  const logins = await createDemoAccounts(at.house, file)
  expect(logins.map(({ login, role, unit }) => [login, role, unit])).toEqual([
    ['operator', 'operator', 'centre'],
    ['street', 'officer', 'team'],
    ['department', 'officer', 'department'],
    ['planner', 'planner', 'department'],
    ['leader', 'leader', 'centre'],
    ['admin', 'administrator', 'centre'],
  ])
  for (const { login, password } of logins) await new Client(server.base).signIn(login, password)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await readDemoAccounts(file)).toEqual(logins)
  const everything = await at.house.db.rows<{ text: string }>(sql`
    select row_to_json(a)::text as text from account a union all select row_to_json(a)::text from audit a`)
  for (const { password } of logins) {
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(everything.some(({ text }) => text.includes(password))).toBe(false)
  }
  expect(new Set(logins.map(({ password }) => password)).size).toBe(logins.length)
})

it('makes new passwords when asked again, and the old ones end', async () => {
  const [before] = JSON.parse(readFileSync(file, 'utf8')) as { login: string; password: string }[]
  const [after] = await createDemoAccounts(at.house, file)
  const { login, password } = before!
  expect((await new Client(server.base).post('/api/session', { login, password })).status).toBe(401)
  await new Client(server.base).signIn(after!.login, after!.password)
})

it('never takes over an account that is not a demo account', async () => {
  await at.house.db.run(sql`update account set demo = false where login = 'leader'`)
  await expect(createDemoAccounts(at.house, file)).rejects.toMatchObject({ code: 'invalid-input' })
  await at.house.db.run(sql`update account set demo = true where login = 'leader'`)
})

it('says null when the file is gone', async () => {
  expect(await readDemoAccounts(path.join(folder, 'nothing.json'))).toBeNull()
})

it.each([
  ['a login that is taken', { login: 'admin' }, 'login'],
  ['a login with capitals', { login: 'Admin' }, 'login'],
  ['a unit nobody knows', { unit: 'nowhere' }, 'unit'],
])('refuses %s', async (_what, wish, path) => {
  const whole = { login: 'new', name: 'N', role: 'operator' as const, unit: 'centre', ...wish }
  await expect(addAccount(at.house, whole)).rejects.toMatchObject({ flaws: [{ path }] })
})

it('refuses a key for nobody', async () => {
  await expect(makeKey(at.house, 'nobody')).rejects.toMatchObject({ flaws: [{ path: 'login' }] })
})
