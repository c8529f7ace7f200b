import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ImportOut, PreviewOut, ProblemsPage } from '../../../../server/api/territoryImport.ts'
import { sql } from '../../../../server/db.ts'
import type { Edition } from '../../../../server/territory/edition.ts'
import { insertImport } from '../../../../server/territory/import/importStore.ts'
import { sweepImports } from '../../../../server/territory/import/sweep.ts'
import { thisOwner, workFolder } from '../../../../server/territory/import/work.ts'
import { signedInAs } from '../../../accounts.ts'
import type { Client } from '../../../client.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { communityFile, DISTRICT, districtFile, feature, found, imported, streetFile } from '../files.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let admin: Client

beforeAll(async () => {
  at = await testHouse()
  await found(at.house)
  server = await serve(at.house)
  admin = await signedInAs(at.house, server.base, 'administrator')
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const BINARY = { 'content-type': 'application/octet-stream' }
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })
const url = (id: number, rest = '') => `/api/territory/imports/${id}${rest}`

async function upload(text: string, name = '街道.geojson'): Promise<ImportOut> {
  const to = `/api/territory/imports?${new URLSearchParams({ file: name })}`
  const { status, body } = await admin.send<ImportOut>('POST', to, text, BINARY)
  expect([status, body.state, body.file]).toEqual([201, 'uploaded', name])
  return atRest(body.id)
}
const atRest = (id: number) =>
  vi.waitFor(
    async () => {
      const { body } = await admin.get<ImportOut>(url(id))
      if (body.working) throw new Error(`Import ${id} is still at work`)
      return body
    },
    { timeout: 60_000, interval: 50 },
  )
const previewOf = async (id: number, query = '') => (await admin.get<PreviewOut>(url(id, `/preview${query}`))).body
async function run(id: number, options: object): Promise<ImportOut> {
  const asked = { district: DISTRICT.code, code: 'code', name: 'name', ...options }
  expect((await admin.post(url(id, '/run'), asked)).status).toBe(202)
  return atRest(id)
}
const draft = async () => (await admin.post<Edition>('/api/territory/editions', { name: '草稿' })).body.id
const areasIn = async (edition: number) =>
  (await at.house.db.row<{ n: number }>(sql`select count(*) as n from area where edition_id = ${edition}`))!.n
const uploads = () => readdirSync(path.join(at.house.folder, 'imports', 'uploads'))

describe('an import over HTTP', () => {
  it('is uploaded, previewed, run, and its upload is removed', async () => {
    const edition = await draft()
    await imported(at.house, districtFile, { level: 'district', edition })
    const { id, state, format } = await upload(collection(streetFile))
    expect([state, format]).toEqual(['previewed', 'geojson'])
    const preview = await previewOf(id)
    expect(preview).toMatchObject({
      features: 2,
      declared: 'wgs84',
      inside: 1,
      proposals: [],
      suggested: { code: 'code', name: 'name', parent: null, level: 'street' },
      geometries: { Polygon: 2 },
      shown: 2,
    })
    expect(preview.fields).toContainEqual({ name: 'name', filled: 2, distinct: 2, samples: ['西街道', '东街道'] })
    expect(preview.box![0]).toBeCloseTo(117.79, 6)
    const done = await run(id, { level: 'street', edition })
    expect(done).toMatchObject({ state: 'done', counts: { street: 2 }, edition, kept: false, problems: 0 })
    expect(await areasIn(edition)).toBe(3)
    await vi.waitFor(() => expect(uploads()).toEqual([]), { timeout: 20_000 })
    expect((await admin.post(url(id, '/run'), {})).status).toBe(422)
    expect((await admin.delete(url(id))).status).toBe(409)
  })

  it('that is refused tells its problems page by page, and is run again without another upload', async () => {
    const edition = await draft()
    await imported(at.house, districtFile, { level: 'district', edition })
    const parts = communityFile.map((one) => ({ ...one, properties: { ...one.properties, twin: 'T' } }))
    const { id } = await upload(collection(parts), '社区.geojson')
    const options = { level: 'street', edition, code: 'twin' }
    expect(await run(id, options)).toMatchObject({ state: 'refused', problems: 3, kept: true })
    expect(await areasIn(edition)).toBe(1)
    const first = (await admin.get<ProblemsPage>(url(id, '/problems?limit=2'))).body
    expect(first).toMatchObject({ total: 3, kept: 3, next: 2 })
    expect(first.problems[0]).toMatchObject({
      kind: 'duplicate-code',
      feature: 1,
      at: [expect.closeTo(117.7915, 4), 26.391],
    })
    const rest = (await admin.get<ProblemsPage>(url(id, '/problems?after=2'))).body
    expect([rest.problems.length, rest.next]).toEqual([1, null])
    expect(await run(id, { ...options, code: 'street', name: 'street', mergeSameCode: true })).toMatchObject({
      state: 'done',
      counts: { street: 2 },
    })
  })

  it('in a system that puts it elsewhere is refused with the likely one, which can be tried in the preview', async () => {
    const edition = await draft()
    await imported(at.house, districtFile, { level: 'district', edition })
    const swapped = streetFile.map(({ geometry, ...one }) => ({
      ...one,
      geometry: {
        type: 'Polygon',
        coordinates: (geometry as { coordinates: number[][][] }).coordinates.map((ring) =>
          ring.map(([x, y]) => [y, x]),
        ),
      },
    }))
    const { id } = await upload(collection(swapped))
    const preview = await previewOf(id)
    expect(preview.inside).toBe(0)
    expect(preview.proposals[0]).toMatchObject({ crs: 'wgs84', swapAxes: true, share: 1 })
    expect(await run(id, { level: 'street', edition })).toMatchObject({ state: 'refused' })
    const { problems } = (await admin.get<ProblemsPage>(url(id, '/problems'))).body
    expect(problems[0]).toMatchObject({
      kind: 'wrong-system',
      reason: { zh: expect.stringContaining('wgs84 (x ↔ y)') },
    })
    expect((await previewOf(id, '?crs=wgs84&swapAxes=true')).inside).toBe(1)
    expect((await admin.get(url(id, '/preview?crs=EPSG:1'))).status).toBe(422)
    expect(await run(id, { level: 'street', edition, crs: 'wgs84', swapAxes: true })).toMatchObject({ state: 'done' })
  })

  it('in a declared system that nobody knows is shown where it most likely belongs, and runs as told', async () => {
    const edition = await draft()
    await imported(at.house, districtFile, { level: 'district', edition })
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::99999' } }
    const { id } = await upload(collection(streetFile, { crs }))
    const preview = await previewOf(id)
    expect(preview).toMatchObject({ declared: 'EPSG:99999', shownIn: { crs: 'wgs84' }, inside: 1, shown: 2 })
    expect(preview.suggested.crs).toBe('wgs84')
    const refusal = await run(id, { level: 'street', edition })
    expect(refusal).toMatchObject({ state: 'refused', failure: { flaws: [{ path: 'crs', got: 'EPSG:99999' }] } })
    expect(await run(id, { level: 'street', edition, crs: 'wgs84' })).toMatchObject({ state: 'done' })
  })

  it('with texts that no database holds is previewed without them, and refused by feature where they are codes', async () => {
    const edition = await draft()
    await imported(at.house, districtFile, { level: 'district', edition })
    const odd = streetFile.map((one, n) => ({
      ...one,
      properties: { ...one.properties, remark: 'a\0b', 'x\ud800': 1, ...(n === 1 && { code: 'S\0' }) },
    }))
    const { id, state } = await upload(collection(odd))
    expect(state).toBe('previewed')
    expect((await previewOf(id)).fields.map(({ name }) => name)).toEqual(['code', 'name', 'remark'])
    expect(await run(id, { level: 'street', edition })).toMatchObject({ state: 'refused', problems: 1 })
    const { problems } = (await admin.get<ProblemsPage>(url(id, '/problems'))).body
    expect(problems).toMatchObject([{ kind: 'missing-code', feature: 1 }])
    const crs = { type: 'name', properties: { name: 'EPSG:\0' } }
    expect(await upload(collection(streetFile, { crs }))).toMatchObject({
      state: 'refused',
      failure: { code: 'invalid-input', flaws: [{ expected: expect.stringContaining('NUL') }] },
    })
  })

  it('without features, of no known format or cut off is refused by name', async () => {
    const edition = await draft()
    const { id } = await upload(collection([]))
    expect(await run(id, { level: 'district', edition })).toMatchObject({ state: 'refused', problems: 1 })
    const { problems } = (await admin.get<ProblemsPage>(url(id, '/problems'))).body
    expect(problems).toMatchObject([{ kind: 'no-features', feature: null }])
    expect((await admin.delete(url(id))).status).toBe(204)
    expect((await admin.get(url(id))).status).toBe(404)

    const text = await upload('nothing that is a map', 'a.txt')
    expect(text).toMatchObject({ state: 'refused', failure: { code: 'unknown-format' }, kept: true })
    const cut = await upload(collection(streetFile).slice(0, 300), 'cut.geojson')
    expect(cut).toMatchObject({ state: 'refused', failure: { code: 'unreadable-file' } })
    expect((await admin.get(url(cut.id, '/preview'))).status).toBe(409)
    expect(await areasIn(edition)).toBe(0)
  })

  it('is cancelled at work, leaves nothing, and can be run again', async () => {
    const edition = await draft()
    const many = Array.from({ length: 4000 }, (_, n) =>
      feature({ code: `M${n}`, name: `网格${n}` }, [n % 80, Math.floor(n / 80), (n % 80) + 1, Math.floor(n / 80) + 1]),
    )
    const { id } = await upload(collection(many))
    const options = {
      district: DISTRICT.code,
      code: 'code',
      name: 'name',
      level: 'street',
      dissolve: 'district',
      edition,
    }
    expect((await admin.post(url(id, '/run'), options)).status).toBe(202)
    expect((await admin.post(url(id, '/run'), options)).status).toBe(409)
    expect((await admin.post<ImportOut>(url(id, '/cancel'), {})).body).toMatchObject({ state: 'cancelled', kept: true })
    expect(await areasIn(edition)).toBe(0)
    expect((await admin.post(url(id, '/cancel'), {})).status).toBe(409)
    expect(await run(id, options)).toMatchObject({ state: 'done', counts: { district: 1, street: 4000 } })
    expect(await areasIn(edition)).toBe(4001)
  })

  it('of a process that ended has failed, and what it left is swept; what lives is kept', async () => {
    const dead = JSON.stringify([JSON.parse(thisOwner())[0], 2 ** 30, 'long ago'])
    const { db, folder } = at.house
    const lost = await insertImport(db, { file: 'a', bytes: 1, spool: 'a', account: null })
    const alive = await insertImport(db, { file: 'b', bytes: 1, spool: 'b', account: null })
    await db.run(sql`update territory_import set state = 'running', owner = ${dead} where id = ${lost}`)
    await db.run(sql`update territory_import set state = 'running', owner = ${thisOwner()} where id = ${alive}`)
    const work = workFolder(folder)
    await sweepImports(at.house)
    expect((await admin.get<ImportOut>(url(lost))).body).toMatchObject({
      state: 'failed',
      working: false,
      failure: { code: 'import-lost' },
    })
    expect((await admin.get<ImportOut>(url(alive))).body).toMatchObject({ state: 'running', working: true })
    expect(readdirSync(path.join(folder, 'imports'))).toContain(path.basename(work.path))
    work.remove()
  })
})
