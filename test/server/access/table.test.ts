import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../../../server/access/accounts.ts'
import { Role } from '../../../server/api/terms.ts'
import { buildApp } from '../../../server/app.ts'
import { openSituation, type SituationRoom } from '../../../server/situation/flow.ts'
import { openStatistics } from '../../../server/statistics/flow.ts'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { routesOf } from '../../routes.ts'
import { serve } from '../../serve.ts'
import { CENTRE, smallDistrict } from '../../smallDistrict.ts'
import { ANYBODY, CLIENT_PAGE, type Row, TABLE } from './table.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'access-table-'))
let at: TestHouse
let situation: SituationRoom
let server: Awaited<ReturnType<typeof serve>>
const passwords = new Map<Role, string>()
const clients = new Map<Role, Client>()

beforeAll(async () => {
  at = await testHouse()
  situation = await openSituation(at.house, folder)
  server = await serve(at.house, situation)
  await smallDistrict(at.house.db)
  for (const role of Role.options) {
    const { password } = await addAccount(at.house, { login: role, name: role, role, unit: CENTRE })
    passwords.set(role, password)
    clients.set(role, await signedIn(role))
  }
})
afterAll(async () => {
  await server.close()
  await situation.close()
  await at.close()
  rmSync(folder, { recursive: true })
})

async function signedIn(role: Role): Promise<Client> {
  const client = new Client(server.base)
  await client.signIn(role, passwords.get(role)!)
  return client
}

/** The status alone; streams are let go. */
async function statusFor(client: Client, [, route, url, , , body]: Row): Promise<number> {
  const [method] = route.split(' ') as [string]
  const response = await fetch(server.base + url, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      ...(client.cookie && { cookie: client.cookie }),
      ...(client.csrf && { 'x-csrf-token': client.csrf }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await response.body?.cancel()
  return response.status
}

it('names every mounted route once, and no other', () => {
  const named = TABLE.map(([, route]) => route)
  const mounted = routesOf(buildApp(at.house, situation, openStatistics(at.house, situation))).filter(
    (route) => !CLIENT_PAGE.test(route),
  )
  expect(named.sort()).toEqual(mounted.sort())
})

describe.each(TABLE.map((row) => ({ row, what: row[0], route: row[1] })))('$what: $route', ({ row }) => {
  const [, route, , roles, status] = row

  it('turns strangers away', async () => {
    expect(await statusFor(new Client(server.base), row)).toBe(roles === ANYBODY ? status : 401)
  })

  it.each(Role.options)('knows the rights of: %s', async (role) => {
    // Ending a session must not end the one the next row needs.
    const client = route === 'DELETE /api/session' ? await signedIn(role) : clients.get(role)!
    expect(await statusFor(client, row)).toBe(roles === ANYBODY || roles.includes(role) ? status : 403)
  })

  it.runIf(roles !== ANYBODY && !route.startsWith('GET'))('changes nothing without the CSRF token', async () => {
    const client = new Client(server.base)
    client.cookie = clients.get('administrator')!.cookie
    expect(await statusFor(client, row)).toBe(403)
  })
})

it('asks for a session even where there is no route', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    expect((await new Client(server.base).send(method, '/api/nothing/here')).status).toBe(401)
    expect((await clients.get('leader')!.send(method, '/api/nothing/here')).status).toBe(404)
  }
})
