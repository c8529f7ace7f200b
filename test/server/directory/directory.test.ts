import { afterAll, beforeAll, expect, it } from 'vitest'
import { Directory } from '../../../server/api/directory.ts'
import { sql } from '../../../server/db.ts'
import { signedInAs } from '../../accounts.ts'
import type { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { STREETS, smallDistrict } from '../../smallDistrict.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let client: Client

beforeAll(async () => {
  at = await testHouse()
  await smallDistrict(at.house.db)
  server = await serve(at.house)
  client = await signedInAs(at.house, server.base, 'leader')
})
afterAll(async () => {
  await server.close()
  await at.close()
})

it('names everything a client meets', async () => {
  const { status, body } = await client.get<Directory>('/api/directory')
  expect(status).toBe(200)
  expect(Directory.parse(body)).toEqual(body)
  expect(body.units.map(({ code }) => code)).toEqual(expect.arrayContaining(['centre', ...STREETS]))
  expect(body.zones.flatMap(({ streets }) => streets).sort()).toEqual([...STREETS])
  expect(body.zones.some(({ chief }) => chief !== null)).toBe(true)
  expect(body.categories.length).toBeGreaterThan(0)
  expect(body.matters.every(({ originalUnit }) => body.units.some(({ code }) => code === originalUnit))).toBe(true)
  expect(body.edition?.counts).toEqual({ district: 1, street: 3, community: 6, grid: 12, 'micro-grid': 24 })
  expect(body.targets).toEqual({ dispatchHours: 24, closeWorkingDays: 5 })
})

it('is sent once and then known by its tag, until something changes', async () => {
  const first = await client.get('/api/directory')
  const tag = first.headers.get('etag')!
  expect((await client.get('/api/directory', { 'if-none-match': tag })).status).toBe(304)
  await at.house.db.run(sql`update unit set short_name = short_name || '新' where code = 'centre'`)
  expect((await client.get('/api/directory', { 'if-none-match': tag })).status).toBe(200)
})

it('says whether this is the demo district', async () => {
  const demo = async () => (await client.get<Directory>('/api/directory')).body.district.demo
  expect(await demo()).toBe(false)
  await at.house.db.run(sql`update account set demo = true`)
  expect(await demo()).toBe(true)
})
