import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../server/db.ts'
import { signedInAs } from '../accounts.ts'
import type { Client } from '../client.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { serve } from '../serve.ts'
import { CENTRE, STREETS, smallDistrict } from '../smallDistrict.ts'

let world: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let administrator: Client

beforeAll(async () => {
  world = await testHouse()
  await smallDistrict(world.house.db)
  server = await serve(world.house)
  administrator = await signedInAs(world.house, server.base, 'administrator', CENTRE)
})
afterAll(async () => {
  await server.close()
  await world.close()
})

it('a day that only the database does not know is the asker’s mistake, not ours', async () => {
  const zone = { code: 'z9', name: '片', nameEn: 'Z', clause: '四', from: '0000-01-01', streets: [STREETS[0]] }
  const before = await world.house.db.rows(sql`select code from zone`)
  const { status, body } = await administrator.post('/api/territory/zones', zone)
  expect([status, body.error.code]).toEqual([422, 'invalid-input'])
  expect(body.error.flaws[0]?.got).toContain('0000-01-01')
  expect(await world.house.db.rows(sql`select code from zone`)).toEqual(before)
})

it('a number beyond every row is refused by field wherever it stands in a path', async () => {
  for (const path of ['/api/plans/2147483648', '/api/plans/2147483648/ledger', '/api/plans/abc']) {
    expect((await administrator.get(path)).status).toBe(422)
  }
  expect((await administrator.get('/api/plans/2147483647')).status).toBe(404)
})
