import { constants } from 'node:buffer'
import { connect } from 'node:net'
import { area as turfArea } from '@turf/turf'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../../geo/coverage.ts'
import type { ProblemOut } from '../../../server/api/problem.ts'
import { IMPORT_LIMIT_BYTES } from '../../../server/api/territoryImport.ts'
import { sql } from '../../../server/db.ts'
import type { Edition } from '../../../server/territory/edition.ts'
import { signedInAs } from '../../accounts.ts'
import type { Client } from '../../client.ts'
import { squareM2 } from '../../geo/squares.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { communityFile, DISTRICT, districtFile, feature, found, streetFile } from './files.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let admin: Client
let operator: Client

beforeAll(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await found(at.house)
  server = await serve(at.house)
  await signIn()
})
async function signIn() {
  admin = await signedInAs(at.house, server.base, 'administrator')
  operator = await signedInAs(at.house, server.base, 'operator')
}
afterAll(async () => {
  await server.close()
  await at.close()
})

const GEOJSON = { 'content-type': 'application/geo+json' }
const upload = <T = ProblemOut>(id: number, features: unknown[], query: Record<string, string>) =>
  admin.send<T>(
    'POST',
    `/api/territory/editions/${id}/import?${new URLSearchParams({ district: DISTRICT.code, code: 'code', name: 'name', ...query })}`,
    JSON.stringify({ type: 'FeatureCollection', features }),
    GEOJSON,
  )

describe('territory over HTTP, from an empty draft to the map', () => {
  let id = 0

  it('imports, checks and publishes', async () => {
    const { status, body: draft } = await admin.post<Edition>('/api/territory/editions', { name: '2026 版' })
    expect([status, draft.status]).toEqual([201, 'draft'])
    id = draft.id
    const made = await upload<{ taken: object }>(id, districtFile, { level: 'district', file: '区界.geojson' })
    expect([made.status, made.body.taken]).toEqual([201, { district: 1 }])
    expect((await upload(id, streetFile, { level: 'street' })).status).toBe(201)
    const communities = { level: 'grid', dissolve: 'community', by: 'street,half', parent: 'street', join: '/' }
    const halves = communityFile.map((one, n) => ({ ...one, properties: { ...one.properties, half: n % 2 } }))
    const grids = await upload<{ taken: object }>(id, halves, communities)
    expect([grids.status, grids.body.taken]).toEqual([201, { community: 4, grid: 4 }])
    const early = await admin.post(`/api/territory/editions/${id}/publish`, { from: '2026-03-01' })
    expect([early.status, early.body.error.code]).toEqual([409, 'illegal-move'])
    const check = await admin.post<{ faults: Fault[] }>(`/api/territory/editions/${id}/check`, {})
    expect([check.status, check.body.faults]).toEqual([200, []])
    const unapproved = await admin.post(`/api/territory/editions/${id}/publish`, { from: '2026-03-01' })
    expect([unapproved.status, unapproved.body.error.code]).toEqual([409, 'illegal-move'])
    const approved = await admin.post<Edition>(`/api/territory/editions/${id}/approve`, {})
    expect([approved.status, approved.body.status]).toEqual([200, 'approved'])
    const done = await admin.post<Edition>(`/api/territory/editions/${id}/publish`, { from: '2026-03-01' })
    expect([done.status, done.body.status, done.body.validFrom]).toEqual([200, 'published', '2026-03-01'])
    const faults = await operator.get<{ faults: Fault[] }>(`/api/territory/editions/${id}/faults`)
    expect(faults.body).toEqual({ edition: id, faults: [] })
    const { body } = await operator.get<{ editions: Edition[] }>('/api/territory/editions')
    expect(body.editions).toMatchObject([{ id, counts: { district: 1, street: 2, community: 4, grid: 4 } }])
  })

  it('draws the areas in force with a strong tag of edition and level', async () => {
    const first = await operator.get<FeatureCollection & { edition: number }>('/api/territory/areas?level=street')
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toMatch(/^application\/geo\+json/)
    expect(first.body).toMatchObject({ type: 'FeatureCollection', edition: id, knownFaults: false })
    expect(first.body.features.map(({ properties }) => properties)).toEqual([
      { code: 'S1', name: '西街道', parent: DISTRICT.code, label: [117.791, 26.391] },
      { code: 'S2', name: '东街道', parent: DISTRICT.code, label: [117.793, 26.391] },
    ])
    const tag = first.headers.get('etag')!
    expect(tag).toMatch(/^"/)
    const again = await operator.get('/api/territory/areas?level=street', { 'if-none-match': tag })
    expect([again.status, again.body]).toEqual([304, ''])
    const other = await operator.get('/api/territory/areas?level=grid', { 'if-none-match': tag })
    expect([other.status, other.headers.get('etag') === tag]).toEqual([200, false])
  })

  it('shows a draft to administrators by its number, and every change of it; to others it is not there', async () => {
    const { body: draft } = await admin.post<Edition>('/api/territory/editions', { name: '草稿' })
    const url = `/api/territory/areas?level=street&edition=${draft.id}`
    const empty = await admin.get<FeatureCollection>(url)
    expect(empty.body.features).toEqual([])
    expect((await upload(draft.id, streetFile, { level: 'street', dissolve: 'district' })).status).toBe(201)
    const filled = await admin.get<FeatureCollection>(url, {
      'if-none-match': empty.headers.get('etag') ?? '"none"',
    })
    expect([filled.status, filled.body.features.length]).toEqual([200, 2])
    const listed = async (who: Client) =>
      (await who.get<{ editions: Edition[] }>('/api/territory/editions')).body.editions.some(
        ({ id }) => id === draft.id,
      )
    expect([await listed(admin), await listed(operator)]).toEqual([true, false])
    const faults = `/api/territory/editions/${draft.id}/faults`
    expect([(await admin.get(faults)).status, (await operator.get(faults)).status]).toEqual([200, 404])
    expect((await operator.get(url)).status).toBe(404)
    expect((await admin.delete(`/api/territory/editions/${draft.id}`)).status).toBe(204)
    expect((await admin.get(url)).status).toBe(404)
  })

  it('answers with the areas of a level whose text is longer than a string can be', async () => {
    const [areas, letters] = [560, 1_000_000]
    const { body: draft } = await admin.post<Edition>('/api/territory/editions', { name: '很大' })
    await upload(draft.id, streetFile, { level: 'street', dissolve: 'district' })
    await at.house.db.run(sql`
      insert into area (edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
      select edition_id, level, 'T' || n, name, parent_code, geom, label_lon, label_lat, area_m2,
             jsonb_build_object('note', repeat('x', ${letters}))
      from area, generate_series(1, ${areas}) n where edition_id = ${draft.id} and code = 'S1'`)
    const answer = await admin.open(`/api/territory/editions/${draft.id}/areas?level=street`)
    expect([answer.status, areas * letters > constants.MAX_STRING_LENGTH]).toEqual([200, true])
    const pieces = answer.body!.getReader()
    const { value } = await pieces.read()
    expect(Buffer.from(value!).toString()).toMatch(
      /^{"type":"FeatureCollection","edition":\d+,"version":\d+,"features":\[/,
    )
    await pieces.cancel()
    expect((await admin.delete(`/api/territory/editions/${draft.id}`)).status).toBe(204)
  })

  it('says of an edition with known faults that it has them', async () => {
    const { body: draft } = await admin.post<Edition>('/api/territory/editions', { name: '有问题' })
    const overlapping = [streetFile[0], feature({ code: 'S2', name: '东街道' }, [1, 0, 4, 2])]
    await upload(draft.id, overlapping, { level: 'street', dissolve: 'district' })
    const check = await admin.post<{ faults: Fault[] }>(`/api/territory/editions/${draft.id}/check`, {})
    expect(check.body.faults).toMatchObject([{ kind: 'overlap', code: 'S1', other: 'S2' }])
    const approve = (body: object) => admin.post(`/api/territory/editions/${draft.id}/approve`, body)
    const refused = await approve({})
    expect([refused.status, refused.body.error.code]).toEqual([409, 'not-publishable'])
    expect((await approve({ knownFaults: true })).status).toBe(200)
    const published = await admin.post(`/api/territory/editions/${draft.id}/publish`, { from: '2026-03-02' })
    expect(published.status).toBe(200)
    const shown = await operator.get<{ knownFaults: boolean; edition: number }>('/api/territory/areas?level=street')
    expect(shown.body).toMatchObject({ knownFaults: true, edition: draft.id })
    const directory = await operator.get<{ edition: object }>('/api/directory')
    expect(directory.body.edition).toMatchObject({ id: draft.id, knownFaults: true })
  })

  it('declares zones whose geometry is the union of their streets', async () => {
    const zone = { code: 'Z1', name: '第一片区', nameEn: 'Zone 1', clause: '沙政〔2023〕76号', from: '2026-03-02' }
    const asked = (body: object) => admin.post('/api/territory/zones', body)
    expect((await asked({ ...zone, streets: ['S1', 'S9'] })).body.error.flaws).toMatchObject([{ got: 'S9' }])
    expect((await asked({ ...zone, streets: ['S1', 'S2'] })).status).toBe(201)
    const taken = await asked({ ...zone, code: 'Z2', streets: ['S2'] })
    expect([taken.status, taken.body.error.flaws[0]?.path]).toEqual([422, 'streets'])
    const { body } = await operator.get<FeatureCollection<Polygon | MultiPolygon>>('/api/territory/zones')
    expect(body.features.map(({ properties }) => properties)).toMatchObject([
      { code: 'Z1', streets: ['S1', 'S2'], chief: null, missing: [] },
    ])
    // at six decimals, a tenth of a metre
    expect(turfArea(body.features[0]!) / squareM2([0, 0, 4, 2])).toBeCloseTo(1, 3)
  })

  it('lets a zone change its streets from a day on', async () => {
    const zone = { code: 'Z1', name: '第一片区', nameEn: 'Zone 1', clause: '沙政〔2023〕76号', from: '2026-03-10' }
    const two = { ...zone, code: 'Z2', name: '第二片区', nameEn: 'Zone 2' }
    expect((await admin.post('/api/territory/zones', { ...zone, streets: ['S1'] })).status).toBe(201)
    expect((await admin.post('/api/territory/zones', { ...two, streets: ['S2'] })).status).toBe(201)
    expect((await admin.post('/api/territory/zones', { ...zone, streets: ['S1'] })).status).toBe(422)
    const streets = async () =>
      (await operator.get<FeatureCollection>('/api/territory/zones')).body.features.map(
        ({ properties }) => properties!.streets,
      )
    expect(await streets()).toEqual([['S1', 'S2']])
    at.setNow('2026-03-10T00:00:00+08:00')
    await signIn()
    expect(await streets()).toEqual([['S1'], ['S2']])
  })
})

describe('what the territory refuses over HTTP', () => {
  const draft = async () => (await admin.post<Edition>('/api/territory/editions', { name: 'x' })).body.id

  it('lists what is wrong by feature and imports nothing', async () => {
    const id = await draft()
    const bad = [streetFile[0], feature({ code: 'S2' }, null)]
    const { status, body } = await upload(id, bad, { level: 'street', dissolve: 'district' })
    expect([status, body.error.code, body.error.facts.count]).toEqual([422, 'import-refused', 2])
    expect(body.error.facts.problems).toMatchObject([
      { feature: 1, code: 'S2', kind: 'missing-name', reason: { zh: expect.any(String), en: expect.any(String) } },
      { feature: 1, code: 'S2', kind: 'no-geometry' },
    ])
    const { body: list } = await admin.get<{ editions: Edition[] }>('/api/territory/editions')
    expect(list.editions.find((edition) => edition.id === id)!.counts).toEqual({})
  })

  it.each([
    ['a level that is none', { level: 'province' }, 422],
    ['an unknown option', { level: 'street', guess: 'true' }, 422],
    ['a flag that is neither true nor false', { level: 'street', mergeSameCode: 'yes' }, 422],
    ['an unknown system', { level: 'street', crs: 'EPSG:1' }, 422],
    ['a dissolve of a level that is not the one above', { level: 'grid', dissolve: 'street', by: 'x' }, 422],
    ['a dissolve without by', { level: 'grid', dissolve: 'community' }, 422],
    ['another district', { level: 'district', district: '350206' }, 422],
  ])('%s', async (_what, query, status) => {
    expect((await upload(await draft(), districtFile, query)).status).toBe(status)
  })

  it('another type, broken JSON, and numbers that are none', async () => {
    const id = await draft()
    const url = `/api/territory/editions/${id}/import?district=${DISTRICT.code}&level=district&code=code&name=name`
    expect((await admin.post(url, { type: 'FeatureCollection', features: [] })).status).toBe(415)
    expect((await admin.send('POST', url, '{"type":"FeatureCollection","features":[', GEOJSON)).status).toBe(422)
    expect((await admin.send('POST', url, '{"type":"Topology"}', GEOJSON)).status).toBe(422)
    expect((await admin.get('/api/territory/editions/x/faults')).status).toBe(422)
    expect((await admin.get('/api/territory/editions/99999999999/faults')).status).toBe(422)
    expect((await admin.get('/api/territory/areas?level=street&edition=999')).status).toBe(404)
  })

  it('a file above the limit by its announced length', async () => {
    const id = await draft()
    const url = `/api/territory/editions/${id}/import?district=${DISTRICT.code}&level=district&code=code&name=name`
    expect(await statusOf(url, [`content-length: ${IMPORT_LIMIT_BYTES + 1}`])).toBe(413)
    expect((await admin.get('/api/territory/editions')).status).toBe(200)
  })

  it('everybody but administrators', async () => {
    expect((await operator.post('/api/territory/editions', { name: 'x' })).status).toBe(403)
    expect((await operator.send('POST', '/api/territory/editions/1/import?level=street', '{}', GEOJSON)).status).toBe(
      403,
    )
  })

  /** Status of an import whose body is announced by these headers and never sent, over a bare socket. */
  async function statusOf(url: string, headers: string[]): Promise<number> {
    const { port } = new URL(server.base)
    const socket = connect(Number(port), '127.0.0.1')
    const identity = [`cookie: ${admin.cookie}`, `x-csrf-token: ${admin.csrf}`, `host: 127.0.0.1:${port}`]
    const head = [`POST ${url} HTTP/1.1`, ...identity, 'content-type: application/geo+json', ...headers]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    let text = ''
    for await (const data of socket) {
      text += data
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)
      if (status) return Number(status[1])
    }
    throw new Error(`The connection ended with ${text}`)
  }
})
