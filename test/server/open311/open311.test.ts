import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addAccount, disableAccount, makeKey } from '../../../server/access/accounts.ts'
import type { Role } from '../../../server/api/terms.ts'
import { sql } from '../../../server/db.ts'
import { SYSTEM } from '../../../server/report/actor.ts'
import { locate, receive, route } from '../../../server/report/flow.ts'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { CENTRE, MATTERS, middleOf, reportAt, smallDistrict, TEAMS } from '../../smallDistrict.ts'
import { testData } from '../../testData.ts'

type Record_ = Record<string, unknown>
let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let client: Client
let key: string

beforeAll(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await smallDistrict(at.house.db)
  server = await serve(at.house)
  client = new Client(server.base)
  key = await keyOf('operator', CENTRE)
})
afterAll(async () => {
  await server.close()
  await at.close()
})

async function keyOf(role: Role, unit: string): Promise<string> {
  const login = `key-${role}-${unit}`
  await addAccount(at.house, { login, name: login, role, unit })
  return (await makeKey(at.house, login)).key
}

const ROOT = '/open311/v2'
const get = <T = Record_[]>(rest: string, by = key) => client.get<T>(ROOT + rest, by ? { 'x-api-key': by } : {})
const post = <T = Record_[]>(fields: Record<string, string>, rest = '/requests.json', headers = {}) =>
  client.send<T>('POST', ROOT + rest, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  })

const [long, lat] = middleOf(2, 1).map(String) as [string, string]
const GOOD = { service_code: MATTERS.parking, lat, long, description: '占道 & <停放>' }

describe('what may be reported', () => {
  it('is discovered without a key, in JSON and XML', async () => {
    const { body } = await get<{ endpoints: Record_[] }>('/discovery.json', '')
    expect(body.endpoints[0]).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: `${server.base}${ROOT}`,
      type: 'production',
    })
    const xml = await get<string>('/discovery.xml', '')
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(xml.body).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery>/)
    expect(xml.body).toContain('<formats><format>text/xml</format><format>application/json</format></formats>')
  })

  it('is every category and every matter', async () => {
    const { body } = await get('/services.json', '')
    expect(body.map(({ service_code }) => service_code).sort()).toEqual(
      ['emergency', 'general', 'market', ...Object.values(MATTERS)].sort(),
    )
    const xml = (await get<string>('/services.xml', '')).body
    expect(xml.match(/<service>/g)).toHaveLength(7)
  })

  it('is defined one by one', async () => {
    const { body } = await get<{ service_code: string; attributes: Record_[] }>(`/services/${MATTERS.food}.json`, '')
    expect(body.service_code).toBe(MATTERS.food)
    expect(body.attributes.map(({ code }) => code)).toEqual(['accuracy_m', 'observed_at'])
    const unknown = await get('/services/nothing.json', '')
    expect([unknown.status, unknown.body]).toEqual([
      404,
      [{ code: '404', description: 'service_code nothing was not found' }],
    ])
  })
})

describe('a request', () => {
  it('becomes a report that goes its way, and is read back by its id', async () => {
    const sent = await post({
      ...GOOD,
      api_key: key,
      'attribute[accuracy_m]': '12.5',
      email: 'a@b.example',
      phone: '1',
    })
    expect(sent.status).toBe(200)
    const id = sent.body[0]!.service_request_id as string
    expect(sent.body[0]!.service_notice).toContain('not kept')
    await locate(at.house, [Number(id)])
    await route(at.house, [Number(id)])
    const row = await at.house.db.row<Record_>(sql`
      select accuracy_m, given_crs, state, owner_unit, to_jsonb(report)::text as everything from report where id = ${Number(id)}`)
    expect(row).toMatchObject({ accuracy_m: 12.5, given_crs: 'wgs84', state: 'routed', owner_unit: '350499002' })
    expect(row!.everything).not.toContain('a@b.example')
    const { body } = await get(`/requests/${id}.json`)
    expect(body).toHaveLength(1)
    expect(body[0]).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: MATTERS.parking,
      description: GOOD.description,
      lat: Number(lat),
      long: Number(long),
      requested_datetime: '2026-03-02T01:00:00.000Z',
    })
    const xml = (await get<string>(`/requests/${id}.xml`)).body
    expect(xml).toContain(`<service_requests><request><service_request_id>${id}</service_request_id>`)
    expect(xml).toContain('占道 &amp; &lt;停放&gt;')
    expect((await get(`/tokens/${id}.json`)).body).toEqual([{ service_request_id: id, token: id }])
  })

  it('with an address alone waits among the unlocated, its address kept', async () => {
    const { body } = await post({ service_code: 'market', address_string: '府前路1号', api_key: key })
    const row = await at.house.db.row<Record_>(sql`
      select hold, description, category_code from report where id = ${Number(body[0]!.service_request_id)}`)
    expect(row).toEqual({ hold: 'unlocated', description: '【地址】府前路1号', category_code: 'market' })
  })

  it('sent twice under one Idempotency-Key is one report', async () => {
    const headers = { 'idempotency-key': 'sender-000001', 'x-api-key': key }
    const [one, two] = [await post(GOOD, '/requests.xml', headers), await post(GOOD, '/requests.xml', headers)]
    expect(one.status).toBe(200)
    expect(two.body).toEqual(one.body)
  })

  it.each([
    ['no service', { ...GOOD, service_code: '' }, 400],
    ['an unknown service', { ...GOOD, service_code: 'nothing' }, 404],
    ['no place', { service_code: 'market' }, 400],
    ['half a position', { service_code: 'market', lat, address_string: 'x' }, 400],
    ['latitude 91', { ...GOOD, lat: '91' }, 400],
    ['words for numbers', { ...GOOD, lat: 'north' }, 400],
    ['a negative accuracy', { ...GOOD, 'attribute[accuracy_m]': '-1' }, 400],
    ['a time without zone', { ...GOOD, 'attribute[observed_at]': '2026-03-02 08:00' }, 400],
    ['4,001 characters', { ...GOOD, description: '长'.repeat(4001) }, 400],
    ['a NUL', { ...GOOD, description: 'a\0b' }, 400],
    ['a media address that is none', { ...GOOD, media_url: 'javascript:alert(1)' }, 400],
  ] as const)('with %s is refused by GeoReport’s error list', async (_what, fields, status) => {
    const answer = await post({ ...fields, api_key: key })
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual([{ code: String(status), description: expect.any(String) }])
  })

  it('needs a key that is known, not revoked, and of an account that may report', async () => {
    const status = async (by: string) => (await post({ ...GOOD, api_key: by })).status
    expect(await status('')).toBe(403)
    expect(await status(`${key}x`)).toBe(403)
    expect(await status(await keyOf('leader', CENTRE))).toBe(403)
    const spent = await keyOf('officer', TEAMS[0])
    expect(await status(spent)).toBe(200)
    const { key: fresh } = await makeKey(at.house, `key-officer-${TEAMS[0]}`)
    expect([await status(spent), await status(fresh)]).toEqual([403, 200])
    await disableAccount(at.house, `key-officer-${TEAMS[0]}`)
    expect(await status(fresh)).toBe(403)
    const refused = await post<string>(GOOD, '/requests.xml')
    expect(refused.body).toContain('<errors><error><code>403</code>')
  })
})

describe('a search', () => {
  let ids: string[]
  beforeAll(async () => {
    const days = [1, 40, 80, 120]
    const items = days.map((days_, column) => ({
      intake: { ...reportAt(middleOf(column, 3)), observedAt: '2025-06-01T00:00:00Z' },
      at: new Date(at.house.now().getTime() - days_ * 86_400_000),
    }))
    const receipts = await receive(at.house, items, SYSTEM)
    ids = receipts.map((receipt) => String('id' in receipt ? receipt.id : ''))
    await locate(at.house, ids.map(Number))
    await route(at.house, ids.map(Number))
  })
  const found = async (query: string, by = key) =>
    (await get(`/requests.json?${query}`, by)).body.map(({ service_request_id }) => service_request_id)

  it('covers the last 90 days unless told otherwise, the latest first', async () => {
    const all = await found('')
    expect(all.filter((id) => ids.includes(id as string))).toEqual(ids.slice(0, 3))
    expect(await found('start_date=2025-11-01T00:00:00Z&end_date=2025-11-30T00:00:00Z')).toEqual([ids[3]])
  })

  it('by ids overrides every other argument', async () => {
    expect(await found(`service_request_id=${ids[3]},${ids[0]}&status=closed&start_date=nonsense`)).toEqual([
      ids[0],
      ids[3],
    ])
  })

  it('filters by service and status, and turns pages', async () => {
    expect(await found('status=closed')).toEqual([])
    expect((await found('status=open,closed')).length).toBeGreaterThan(3)
    expect(await found('service_code=G-01,M-01&end_date=2026-02-25T00:00:00Z&status=open')).toEqual([ids[1], ids[2]])
    expect(await found('end_date=2026-02-25T00:00:00Z&page_size=1&page=2')).toEqual([ids[2]])
  })

  it('shows a street team its own and nothing else', async () => {
    const team = await keyOf('officer', TEAMS[1])
    expect(await found(`service_request_id=${ids.join()}`, team)).toEqual([ids[2], ids[3]])
    expect((await get(`/requests/${ids[0]}.json`, team)).status).toBe(404)
  })

  it.each([
    ['start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 400],
    ['start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 400],
    ['start_date=yesterday', 400],
    ['status=lost', 400],
    ['page=0', 400],
    ['page_size=x', 400],
    ['service_request_id=x', 400],
    ['status=open&status=closed', 400],
  ])('answers %s with %i', async (query, status) => {
    expect((await get(`/requests.json?${query}`)).status).toBe(status)
  })

  it('is closed without a key, and unknown formats are not served', async () => {
    expect((await get('/requests.json', '')).status).toBe(403)
    expect((await get('/requests.yaml')).status).toBe(404)
    expect((await get('/elsewhere.xml')).status).toBe(404)
  })
})

describe.runIf(testData)('the published schemas (where ONEGRID_TEST_DATA is set)', () => {
  /** The schemas leave `type: object` unsaid, which validators take for "anything". */
  const typed = (_name: string, node: unknown) =>
    typeof node === 'object' && node !== null && 'required' in node && Array.isArray(node.required)
      ? { type: 'object', ...node }
      : node
  const schema = (name: string) =>
    z.fromJSONSchema(JSON.parse(readFileSync(path.join(testData!, 'open311_schemas', name), 'utf8'), typed))

  it('fit every service, definition and request', async () => {
    const services = (await get('/services.json')).body
    for (const service of services) expect(schema('service.json').safeParse(service).error).toBeUndefined()
    const definition = (await get(`/services/${MATTERS.food}.json`)).body
    expect(schema('service-definition.json').safeParse(definition).error).toBeUndefined()
    const requests = (await get('/requests.json')).body
    expect(requests.length).toBeGreaterThan(3)
    for (const request of requests) expect(schema('request.json').safeParse(request).error).toBeUndefined()
    expect(schema('request.json').safeParse({ ...requests[0], status: 'lost' }).success).toBe(false)
  })
})
