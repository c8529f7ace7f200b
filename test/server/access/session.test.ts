import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount, disableAccount } from '../../../server/access/accounts.ts'
import { sql } from '../../../server/db.ts'
import { ensureUnit } from '../../accounts.ts'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'

const START = '2026-03-02T09:00:00+08:00'
let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let count = 0

beforeAll(async () => {
  at = await testHouse({ now: START })
  server = await serve(at.house)
  await ensureUnit(at.house, 'centre')
})
afterAll(async () => {
  await server.close()
  await at.close()
})

/** A new account, and a client that has not signed in. */
async function newcomer() {
  at.setNow(START)
  count += 1
  const login = `somebody-${count}`
  const { password } = await addAccount(at.house, { login, name: '某人', role: 'operator', unit: 'centre' })
  return { login, password, client: new Client(server.base) }
}

const later = (minutes: number) => at.setNow(new Date(Date.parse(START) + minutes * 60_000))

describe('signing in', () => {
  it('opens a session, by an http-only strict cookie, of which the database holds only a digest', async () => {
    const { login, password, client } = await newcomer()
    const answer = await client.post('/api/session', { login, password })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ login, role: 'operator', unit: 'centre', csrf: expect.any(String) })
    const cookie = answer.headers.getSetCookie()[0]!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const token = cookie.split(';')[0]!.split('=')[1]!
    const stored = await at.house.db.rows<Record<string, unknown>>(sql`
      select encode(token_hash, 'escape') || csrf_token as text from session`)
    expect(stored.some(({ text }) => String(text).includes(token))).toBe(false)
    expect((await client.get('/api/session')).status).toBe(200)
  })

  it('binds the cookie to this host and to HTTPS where a proxy says that is how the client came', async () => {
    const { login, password, client } = await newcomer()
    const https = { 'x-forwarded-proto': 'https' }
    const answer = await client.post('/api/session', { login, password }, https)
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-onegrid=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    )
    expect((await client.get('/api/session', https)).status).toBe(200)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('stores passwords as salted scrypt hashes that say how they were made', async () => {
    const { login, password } = await newcomer()
    const row = await at.house.db.row<{ password_hash: string }>(sql`
      select password_hash from account where login = ${login}`)
    expect(row!.password_hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    expect(row!.password_hash).not.toContain(password)
  })

  it('ends the session it replaces', async () => {
    const { login, password, client } = await newcomer()
    await client.signIn(login, password)
    const old = client.cookie
    await client.signIn(login, password)
    expect(client.cookie).not.toBe(old)
    client.cookie = old
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('is refused from a page of another origin', async () => {
    const { login, password, client } = await newcomer()
    const body = { login, password }
    expect((await client.post('/api/session', body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await client.post('/api/session', body, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await client.post('/api/session', body, { origin: 'null' })).status).toBe(403)
    expect((await client.post('/api/session', body, { origin: server.base })).status).toBe(200)
  })

  it.each([[{}], [{ login: 'x' }], [{ login: 1, password: [] }], [{ login: 'x', password: 'y', more: 1 }]])(
    'answers 422 to %j',
    async (body) => {
      expect((await new Client(server.base).post('/api/session', body)).status).toBe(422)
    },
  )
})

it('answers 422 to a NUL character, which no text in the database can hold', async () => {
  const answer = await new Client(server.base).post('/api/session', { login: 'a\0b', password: 'x' })
  expect(answer.status).toBe(422)
})

describe('a lockout', () => {
  it('begins after five failures in a row, refuses the right password too, and ends after 15 minutes', async () => {
    const { login, password, client } = await newcomer()
    for (let i = 0; i < 5; i += 1) {
      expect((await client.post('/api/session', { login, password: 'wrong' })).status).toBe(401)
    }
    expect(await client.post('/api/session', { login, password })).toMatchObject({
      status: 429,
      body: { error: { code: 'locked-out' } },
    })
    later(14)
    expect((await client.post('/api/session', { login, password })).status).toBe(429)
    later(16)
    expect((await client.post('/api/session', { login, password })).status).toBe(200)
  })

  it('counts guesses made side by side like guesses in a row', async () => {
    const { login, client } = await newcomer()
    const guesses = Array.from({ length: 8 }, () => client.post('/api/session', { login, password: 'wrong' }))
    const statuses = (await Promise.all(guesses)).map((answer) => answer.status).sort()
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  it('does not tell which logins exist', async () => {
    const { login, client } = await newcomer()
    await disableAccount(at.house, login)
    const answersFor = async (name: string) => {
      const answers: unknown[] = []
      for (let i = 0; i < 6; i += 1) {
        const { status, body } = await client.post('/api/session', { login: name, password: 'wrong' })
        answers.push([status, body])
      }
      return answers
    }
    const real = (await newcomer()).login
    const known = await answersFor(real)
    later(20)
    const disabled = await answersFor(login)
    at.setNow(START)
    expect(await answersFor('nobody-at-all')).toEqual(known)
    expect(disabled.map((answer) => (answer as unknown[])[0])).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('also falls on an address that fails at many accounts', async () => {
    // A server of its own: its count is in memory and belongs to the address all these tests share.
    const other = await serve(at.house)
    const client = new Client(other.base)
    const statuses: number[] = []
    for (let i = 0; i < 31; i += 1) {
      statuses.push((await client.post('/api/session', { login: `guess-${i}`, password: 'wrong' })).status)
    }
    await other.close()
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true)
    expect(statuses[30]).toBe(429)
  })
})

describe('a session', () => {
  it('ends when idle for two hours, and lives on when used', async () => {
    const { login, password, client } = await newcomer()
    await client.signIn(login, password)
    for (const minutes of [90, 180, 270]) {
      later(minutes)
      expect((await client.get('/api/session')).status).toBe(200)
    }
    later(270 + 121)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('ends after twelve hours however busy', async () => {
    const { login, password, client } = await newcomer()
    await client.signIn(login, password)
    for (let minutes = 60; minutes < 720; minutes += 60) {
      later(minutes)
      expect((await client.get('/api/session')).status).toBe(200)
    }
    later(721)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('ends at sign-out, here only or everywhere', async () => {
    const { login, password, client } = await newcomer()
    const [second, third] = [new Client(server.base), new Client(server.base)]
    for (const one of [client, second, third]) await one.signIn(login, password)
    const kept = client.cookie
    expect((await client.delete('/api/session')).status).toBe(204)
    client.cookie = kept
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await second.get('/api/session')).status).toBe(200)
    expect((await second.delete('/api/session?everywhere=true')).status).toBe(204)
    expect((await third.get('/api/session')).status).toBe(401)
  })

  it('ends when the account is disabled', async () => {
    const { login, password, client } = await newcomer()
    await client.signIn(login, password)
    await disableAccount(at.house, login)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('changes nothing without its own CSRF token', async () => {
    const { login, password, client } = await newcomer()
    await client.signIn(login, password)
    const right = client.csrf!
    for (const wrong of [undefined, '', `${right}x`, right.slice(1)]) {
      client.csrf = wrong
      expect((await client.delete('/api/session')).body).toMatchObject({ error: { code: 'csrf-missing' } })
    }
    client.csrf = right
    expect((await client.delete('/api/session', { 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await client.delete('/api/session')).status).toBe(204)
  })

  it('changes the password for the present one, ending every other session', async () => {
    const { login, password, client } = await newcomer()
    const other = new Client(server.base)
    await client.signIn(login, password)
    await other.signIn(login, password)
    const next = 'a much longer phrase'
    expect((await client.post('/api/session/password', { current: 'wrong', next })).status).toBe(401)
    expect((await client.post('/api/session/password', { current: password, next: 'short' })).status).toBe(422)
    expect((await client.post('/api/session/password', { current: password, next })).status).toBe(200)
    expect((await client.get('/api/session')).status).toBe(200)
    expect((await other.get('/api/session')).status).toBe(401)
    expect((await other.post('/api/session', { login, password })).status).toBe(401)
    expect((await other.post('/api/session', { login, password: next })).status).toBe(200)
  })
})

it('leaves a trail of openings, refusals and closings', async () => {
  const { login, password, client } = await newcomer()
  await client.post('/api/session', { login, password: 'wrong' })
  await client.signIn(login, password)
  await client.delete('/api/session')
  const rows = await at.house.db.rows<{ action: string }>(sql`
    select action from audit join account on account.id = audit.account_id where login = ${login} order by audit.id`)
  expect(rows.map((row) => row.action)).toEqual(['session.refused', 'session.opened', 'session.closed'])
})
