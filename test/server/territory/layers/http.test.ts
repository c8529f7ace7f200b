import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FeatureCollection, Polygon, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { toOffset } from '../../../../geo/offset.ts'
import type { LayerFile, LayerRun, LayersOut } from '../../../../server/api/gridLayers.ts'
import type { LineageOut, MergedAreaOut, MovedOut } from '../../../../server/api/gridMerge.ts'
import type { ConflictOut } from '../../../../server/api/gridOverlay.ts'
import type { ProblemOut } from '../../../../server/api/problem.ts'
import type { Edition } from '../../../../server/territory/edition.ts'
import { areasOf } from '../../../../server/territory/store.ts'
import { signedInAs } from '../../../accounts.ts'
import { gbk, shapefileZip } from '../../../browser/shapefileZip.ts'
import type { Client } from '../../../client.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { smallDistrict } from '../../../smallDistrict.ts'
import { moved } from '../corpus/case.ts'
import { writeGeoPackage } from '../corpus/otherFormats.ts'
import { box, layerFile, POLICE, URBAN } from './worlds.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let admin: Client
let draft: number

beforeAll(async () => {
  at = await testHouse()
  const { edition } = await smallDistrict(at.house.db)
  server = await serve(at.house)
  admin = await signedInAs(at.house, server.base, 'administrator')
  const made = await admin.post<Edition>('/api/territory/editions', { name: '合并', copyOf: String(edition) })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  draft = made.body.id
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const COMMUNITY = '350499001001'
const COLUMNS = { code: '网格编号', name: '网格名称', unit: '责任单位', residents: '人口' }

const upload = <T = LayerFile>(text: string | Uint8Array, name: string) =>
  admin.send<T>('POST', `/api/territory/layer-files?${new URLSearchParams({ name })}`, text, {
    'content-type': 'application/octet-stream',
  })

async function ended(run: LayerRun): Promise<LayerRun> {
  let last = run
  await vi.waitFor(
    async () => {
      last = (await admin.get<LayerRun>(`/api/territory/layer-runs/${run.id}`)).body
      expect(last.state).not.toBe('running')
    },
    { timeout: 60_000, interval: 100 },
  )
  return last
}

async function layer(text: string, name: string, columns: object = COLUMNS): Promise<LayerRun> {
  return added((await upload(text, `${name}.geojson`)).body, name, columns)
}

async function added(body: LayerFile, name: string, columns: object): Promise<LayerRun> {
  const origin = { system: '综治平台', name, authority: `${name}部门`, asOf: '2026-01-01' }
  const made = await admin.post<LayerRun>(`/api/territory/editions/${draft}/layers`, {
    ...origin,
    file: body.file,
    fileName: body.name,
    columns,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(202)
  return ended(made.body)
}

const state = async () => (await admin.get<LayersOut>(`/api/territory/editions/${draft}/layers`)).body
const version = async () =>
  (await admin.get<{ version: number }>(`/api/territory/editions/${draft}/changes`)).body.version
const microGrids = async () => {
  const areas = await areasOf(at.house.db, draft, 'micro-grid')
  return areas.filter(({ code }) => code.startsWith(COMMUNITY)).map(({ code }) => code)
}

describe('several grids become one', () => {
  let urban = 0
  let police = 0

  it('looks into a file before it becomes a layer', async () => {
    const { status, body } = await upload(URBAN, '城管.geojson')
    expect([status, body.preview.format, body.preview.declared]).toEqual([201, 'geojson', 'wgs84'])
    expect(body.preview).toMatchObject({ shown: 2, inside: 1, suggested: { code: '网格编号', name: '网格名称' } })
    expect(body.preview.fields.find(({ name }) => name === '网格名称')?.samples).toContain('城管 01 号网格')
  })

  it('looks into a file in another encoding and another system', async () => {
    const ring = box([0, 0, 1, 2]).coordinates[0]!.toReversed() as [number, number][]
    const zip = shapefileZip('grids', ['编号', '名称'], [{ values: ['a', '虬江'], ring }], { encode: gbk })
    const { body } = await upload(zip, '网格.zip')
    const again = async (asked: Record<string, string>) => {
      const query = new URLSearchParams({ name: '网格.zip', edition: String(draft), ...asked })
      return (await admin.get<LayerFile>(`/api/territory/layer-files/${body.file}?${query}`)).body.preview
    }
    expect(body.preview.fields.map(({ name }) => name)).toEqual(['编号', '名称'])
    const misread = await again({ encoding: 'big5' })
    expect([misread.encoding, misread.fields[1]!.name === '名称']).toEqual([{ name: 'big5', by: 'asked' }, false])
    const swapped = await again({ crs: 'wgs84', swapAxes: 'true' })
    expect([swapped.shownIn, swapped.inside]).toEqual([{ crs: 'wgs84', swapAxes: true }, 0])
  })

  it('keeps layers under their own codes, with what is amiss inside them', async () => {
    urban = (await layer(URBAN, '城管')).result!
    police = (await layer(POLICE, '公安')).result!
    const twice = layerFile([
      ['a', '甲', [0, 0, 1.2, 2]],
      ['b', '乙', [1, 0, 2, 2]],
    ])
    const doubled = (await layer(twice, '社区')).result!
    const { layers } = await state()
    expect(layers.map(({ id, name, areas, residents }) => [id, name, areas, residents])).toEqual([
      [urban, '城管', 2, 1200],
      [police, '公安', 2, null],
      [doubled, '社区', 2, null],
    ])
    expect(layers.map(({ report }) => [report.overlaps, report.gaps])).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
    ])
    expect((await admin.delete(`/api/territory/layers/${doubled}`)).status).toBe(204)
  })

  it('looks into one of several tables, and reads that one', async () => {
    const there = path.join(at.house.folder, 'grids.gpkg')
    const { features } = JSON.parse(POLICE) as FeatureCollection<Polygon>
    writeGeoPackage(there, [
      { name: '说明', srs: 4326, areas: features.slice(0, 1) },
      { name: '网格', srs: 4326, areas: features },
    ])
    const { body } = await upload(readFileSync(there), 'grids.gpkg')
    expect(body.preview.layers.map(({ name }) => name)).toEqual(['网格', '说明'])
    expect([body.preview.layer, body.preview.features]).toEqual(['网格', 2])
    const query = new URLSearchParams({ name: 'grids.gpkg', table: '网格' })
    const looked = await admin.get<LayerFile>(`/api/territory/layer-files/${body.file}?${query}`)
    expect(looked.body).toMatchObject({ preview: { layer: '网格', declared: 'wgs84', notes: [] } })
    const columns = Object.fromEntries(
      Object.entries(COLUMNS).filter(([, column]) => looked.body.preview.fields.some(({ name }) => name === column)),
    )
    const made = await added(looked.body, '派出所', { ...columns, table: '网格' })
    expect((await state()).layers.find(({ id }) => id === made.result)).toMatchObject({ areas: 2 })
    expect((await admin.delete(`/api/territory/layers/${made.result}`)).status).toBe(204)
  })

  it('refuses a file whose system displaces it, says which is likelier, and takes it in that one', async () => {
    const strips = layerFile([0, 2, 4].map((west) => [`K${west}`, `片 ${west}`, [west, 0, west + 2, 4]]))
    const whole = JSON.parse(strips) as FeatureCollection<Polygon>
    const offset = (move: (point: Position) => Position) =>
      JSON.stringify({
        ...whole,
        features: whole.features.map((one) => ({ ...one, geometry: moved(one.geometry, move) })),
      })
    const amap = offset(([x, y]) => [...toOffset('gcj02', [x!, y!])])
    const refused = await layer(amap, '高德')
    expect(JSON.stringify(refused.error)).toMatch(/displaced against the district.*more likely gcj02/)
    const taken = await layer(amap, '高德', { ...COLUMNS, crs: 'gcj02' })
    const turned = await layer(
      offset(([x, y]) => [y!, x!]),
      '反了',
      { ...COLUMNS, swapAxes: true },
    )
    const { layers } = await state()
    for (const { result } of [taken, turned]) {
      expect(layers.find(({ id }) => id === result)).toMatchObject({ areas: 3 })
      expect((await admin.delete(`/api/territory/layers/${result}`)).status).toBe(204)
    }
  })

  it('refuses a file by name: no code, another system, no polygons; nothing of it is kept', async () => {
    const missing = await layer(URBAN, '缺列', { ...COLUMNS, code: '没有这一列' })
    expect([missing.state, missing.error?.code]).toEqual(['failed', 'import-refused'])
    const elsewhere = layerFile([['x', '远方', [900, 0, 901, 1]]])
    const astray = await layer(elsewhere, '别处')
    expect(JSON.stringify(astray.error)).toContain('outside-district')
    const notAFile = await upload<ProblemOut>('这不是边界文件', 'x.txt')
    expect(notAFile.status).toBeGreaterThanOrEqual(400)
    expect(notAFile.status).toBeLessThan(500)
    expect((await state()).layers).toHaveLength(2)
  })

  it('compares layers: how far they agree, and every conflict with its place', async () => {
    const asked = { layers: [urban, police], within: 'community', parents: [COMMUNITY] }
    const run = await ended((await admin.post<LayerRun>(`/api/territory/editions/${draft}/overlays`, asked)).body)
    expect(run.state).toBe('done')
    const { overlay } = await state()
    const [pair] = overlay!.total
    // 0.3 of 2 columns belong to the other police district.
    expect(pair!.agreedM2 / pair!.coveredM2).toBeCloseTo(0.85, 3)
    expect([pair!.a, pair!.b]).toEqual([urban, police])
    const page = await admin.get<{ total: number; conflicts: ConflictOut[] }>(
      `/api/territory/overlays/${overlay!.id}/conflicts?limit=1`,
    )
    expect(page.body.total).toBe(overlay!.conflicts.mixed!.count)
    const [conflict] = page.body.conflicts
    expect(conflict).toMatchObject({ kind: 'mixed', parent: COMMUNITY, layers: [urban, police] })
    expect(conflict!.areas.flat().map(({ name }) => name)).toContain('东门警务区')
    expect(conflict!.at[0]).toBeGreaterThan(117.767)
    expect(conflict!.at[0]).toBeLessThan(117.77)
  })

  it('previews a merge with its lineage, and says what moved', async () => {
    const band = { measure: 'area', min: 0, max: 1_500_000 }
    const rules = { layers: [urban, police], within: 'community', parents: [COMMUNITY], band }
    const run = await ended((await admin.post<LayerRun>(`/api/territory/editions/${draft}/merges`, rules)).body)
    expect(run).toMatchObject({ state: 'done', error: null })
    const { merge } = await state()
    expect(merge).toMatchObject({ id: run.result, appliedAt: null, summary: { parents: 1, areas: 3 } })
    expect(merge!.summary.removes).toEqual({ grid: 2, 'micro-grid': 4 })
    const areas = await admin.get<{ features: { properties: MergedAreaOut }[] }>(
      `/api/territory/merges/${merge!.id}/areas`,
    )
    const merged = areas.body.features.map(({ properties }) => properties)
    expect(merged.every(({ code }) => code.startsWith(COMMUNITY))).toBe(true)
    for (const { areaM2, lineage } of merged) {
      expect(lineage.reduce((sum, { givenM2 }) => sum + givenM2, 0) / areaM2).toBeCloseTo(1, 9)
    }
    const { moved } = (await admin.get<{ moved: MovedOut[] }>(`/api/territory/merges/${merge!.id}/moved`)).body
    expect(moved.map(({ code }) => code).sort()).toEqual(['CG-01', 'CG-02', 'GA-1', 'GA-2'])
    const east = moved.find(({ code }) => code === 'GA-2')!
    expect(east.outsideM2 / east.areaM2).toBeCloseTo(0.5 / 1.8, 3)
    expect(east.main?.unit).toBe('城管二中队')
    const csv = await admin.get<string>(`/api/territory/merges/${merge!.id}/lineage.csv`)
    expect(csv.body).toContain('东门警务区')
    expect((await admin.get<string>(`/api/territory/merges/${merge!.id}/moved.csv`)).body).toContain('GA-1')
  })

  it('applies it as one change; undo brings the old grid back, redo the new one with its lineage', async () => {
    const before = await microGrids()
    const { merge } = await state()
    const apply = (seen: number) =>
      admin.post<{ codes: string[] }>(`/api/territory/merges/${merge!.id}/apply`, { version: seen })
    expect((await apply((await version()) + 1)).status).toBe(409)
    expect((await apply(await version())).status).toBe(201)
    const after = await microGrids()
    expect(after).toHaveLength(3)
    const lineage = (code: string) =>
      admin.get<{ merge: number; lineage: LineageOut[] }>(`/api/territory/editions/${draft}/lineage/${code}`)
    const held = await lineage(after[0]!)
    expect(held.body.merge).toBe(merge!.id)
    expect(held.body.lineage[0]).toMatchObject({ layerName: '城管' })

    await admin.post(`/api/territory/editions/${draft}/changes/undo`, { version: await version() })
    expect(await microGrids()).toEqual(before)
    await admin.post(`/api/territory/editions/${draft}/changes/redo`, { version: await version() })
    expect(await microGrids()).toEqual(after)
    expect((await lineage(after[0]!)).body.lineage).toEqual(held.body.lineage)
    // What was previewed for an older draft is not put into a newer one.
    expect((await apply(await version())).status).toBe(409)
  })

  it('makes a layer of an edition’s own areas, and stops work that is cancelled', async () => {
    const own = { system: 'OneGrid', name: '现有网格', authority: '网格中心', from: { edition: draft, level: 'grid' } }
    const copied = await admin.post<{ id: number }>(`/api/territory/editions/${draft}/layers/copy`, own)
    expect(copied.status).toBe(201)
    const asked = { layers: [copied.body.id, urban], within: 'street' }
    const started = await admin.post<LayerRun>(`/api/territory/editions/${draft}/overlays`, asked)
    const stopped = await admin.delete<LayerRun>(`/api/territory/layer-runs/${started.body.id}`)
    expect(stopped.status).toBe(200)
    expect(['cancelled', 'done']).toContain((await ended(started.body)).state)
  })

  it('refuses what cannot be: unknown layers, a level that has no areas, rules that contradict', async () => {
    const merge = async (rules: object) => {
      const { status, body } = await admin.post<LayerRun>(`/api/territory/editions/${draft}/merges`, rules)
      return status === 202 ? (await ended(body)).error?.code : status
    }
    expect(await merge({ layers: [999], within: 'community' })).toBe('not-found')
    expect(await merge({ layers: [urban], within: 'community', parents: ['nowhere'] })).toBe('not-found')
    expect(await merge({ layers: [urban], within: 'micro-grid' })).toBe(422)
    const band = { measure: 'area', min: 10, max: 12 }
    expect(await merge({ layers: [urban], within: 'community', band })).toBe(422)
  })
})
