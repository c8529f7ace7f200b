import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportFile } from '../../../cli/territory/exportFile.ts'
import type { Level } from '../../../geo/types.ts'
import { sql } from '../../../server/db.ts'
import { exportEdition } from '../../../server/territory/export.ts'
import { importFile } from '../../../server/territory/import/flow.ts'
import { type AreaRow, areasOf } from '../../../server/territory/store.ts'
import { signedInAs } from '../../accounts.ts'
import { latAt, lonAt } from '../../geo/squares.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { flatGeobuf, geoJson, kml, topoJson, writeGeoPackage } from './corpus/otherFormats.ts'
import { zippedShapefile } from './corpus/shapefiles.ts'
import { DISTRICT, districtFile, feature, found, here, imported, options } from './files.ts'

let at: TestHouse
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-export-'))
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await found(at.house)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await at.close()
})

type Exported = Feature<Polygon | MultiPolygon, { code: string; name: string; level: Level; parent: string | null }>

async function exported(edition: number, level?: Level) {
  let body = ''
  for await (const piece of (await exportEdition(at.house.db, edition, level)).text) body += piece
  return JSON.parse(body) as { name: string; edition: Record<string, unknown>; features: Exported[] }
}

async function taken(file: string, edition: number | 'new', level: Level): Promise<number> {
  const asked = options({ level, edition, ...(level !== 'district' && { parent: 'parent' }) })
  const given = { path: path.join(folder, file), file, bytes: null, options: asked, account: null }
  const made = await importFile(at.house, given, here())
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems.slice(0, 3)))
  return made.editionId
}

/** Every format this product reads, each by a real writer; the properties without what no table holds. */
const WRITERS: Record<string, (place: string, features: Exported[]) => void> = {
  'a.geojson': (place, features) => writeFileSync(place, geoJson(features)),
  'a.zip': (place, features) => writeFileSync(place, zippedShapefile(features)),
  'a.gpkg': (place, features) => writeGeoPackage(place, [{ name: 'areas', srs: 4326, areas: features }]),
  'a.fgb': (place, features) => writeFileSync(place, flatGeobuf(features)),
  'a.kml': (place, features) => writeFileSync(place, kml(features)),
  'a.topojson': (place, features) => writeFileSync(place, topoJson({ areas: features })),
}
const plain = (one: Exported): Exported => {
  const { code, name, level, parent } = one.properties
  return { ...one, properties: { code, name, level, parent: parent ?? '' } }
}

/** Smallest ring first, from its smallest point, counter-clockwise: formats may turn rings. */
function points({ geometry }: Pick<AreaRow, 'geometry'>): number[][] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons
    .flat(2)
    .map(([x, y]) => [x!, y!])
    .toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
}

function expectSame(areas: AreaRow[], others: AreaRow[]): void {
  const facts = ({ code, name, level, parent }: AreaRow) => ({ code, name, level, parent })
  expect(others.map(facts)).toEqual(areas.map(facts))
  areas.forEach((area, n) => {
    const [mine, theirs] = [new Set(points(area).map(String)), points(others[n]!)]
    for (const [x, y] of theirs) {
      const close = mine.has(`${x},${y}`) || points(area).some(([a, b]) => Math.hypot(a! - x!, b! - y!) < 1e-9)
      expect(close).toBe(true)
    }
    expect(new Set(theirs.map(String)).size).toBe(mine.size)
    expect(Math.abs(others[n]!.areaM2 / area.areaM2 - 1)).toBeLessThan(1e-6)
  })
}

/** Streets cut out of the district at any longitude, the borders in between bent at any place. */
const cuts = fc.array(fc.double({ min: 0.1, max: 3.9, noNaN: true }), { minLength: 1, maxLength: 3 })
const bends = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 4, maxLength: 4 })

function streetsOf(at: number[], bent: number[]): Feature[] {
  const xs = [...new Set(at)].sort((a, b) => a - b).filter((x, n, all) => n === 0 || x - all[n - 1]! > 0.05)
  const borders = xs.map((x, n) => [
    [lonAt(0) + x * 0.001, latAt(0)],
    [lonAt(0) + (x + 0.02) * 0.001, latAt(0) + bent[n % 4]! * 0.002],
    [lonAt(0) + x * 0.001, latAt(2)],
  ])
  const all = [
    [
      [lonAt(0), latAt(0)],
      [lonAt(0), latAt(2)],
    ],
    ...borders,
    [
      [lonAt(4), latAt(0)],
      [lonAt(4), latAt(2)],
    ],
  ]
  return all.slice(1).map((east, n) => {
    const west = all[n]!
    const ring = [west[0]!, ...east, ...west.toReversed()]
    return feature(
      { code: `S${n}`, name: `街道 ${n}`, parent: DISTRICT.code },
      { type: 'Polygon', coordinates: [ring] },
    )
  })
}

async function twoLevels(features: Feature[]): Promise<number> {
  const made = await imported(at.house, districtFile, { level: 'district', edition: 'new' })
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
  const next = await imported(at.house, features, { level: 'street', edition: made.editionId, parent: 'parent' })
  if (next.kind === 'refused') throw new Error(JSON.stringify(next.problems))
  return made.editionId
}

describe('an edition that is exported and imported again', () => {
  it('is the same to 1e-9 through every format, and bit for bit through GeoJSON', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, bends, fc.constantFrom(...Object.keys(WRITERS)), async (xs, bent, file) => {
        const first = await twoLevels(streetsOf(xs, bent))
        let second: number | 'new' = 'new'
        for (const level of ['district', 'street'] as const) {
          const { features } = await exported(first, level)
          WRITERS[file]!(path.join(folder, file), features.map(plain))
          second = await taken(file, second, level)
        }
        const [mine, theirs] = [await areasOf(at.house.db, first), await areasOf(at.house.db, second as number)]
        expectSame(mine, theirs)
        if (file === 'a.geojson')
          expect(theirs.map(({ geometry }) => geometry)).toEqual(mine.map(({ geometry }) => geometry))
      }),
      { numRuns: 16 },
    )
  })
})

describe('an export', () => {
  it('holds every level with code, name, parent and source, and says which edition it is', async () => {
    const id = await twoLevels(streetsOf([2], [0.5, 0.5, 0.5, 0.5]))
    const whole = await exported(id)
    expect(whole.edition).toMatchObject({ id, status: 'draft', validFrom: null, version: expect.any(Number) })
    expect(whole.name).toBe('test.geojson')
    expect(whole.features.map(({ properties }) => properties)).toEqual([
      {
        code: DISTRICT.code,
        name: '沙县区',
        level: 'district',
        parent: null,
        source: expect.objectContaining({ file: 'test.geojson' }),
      },
      { code: 'S0', name: '街道 0', level: 'street', parent: DISTRICT.code, source: expect.anything() },
      { code: 'S1', name: '街道 1', level: 'street', parent: DISTRICT.code, source: expect.anything() },
    ])
    expect((await exported(id, 'community')).features).toEqual([])
    await expect(exported(999)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of very many areas misses none and names none twice', async () => {
    const id = await twoLevels(streetsOf([2], [0.5, 0.5, 0.5, 0.5]))
    await at.house.db.run(sql`
      insert into area (edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source)
      select edition_id, 'community', 'c-' || n, 'x', 'S0', geom, label_lon, label_lat, area_m2, source
      from area, generate_series(1, 1234) n where edition_id = ${id} and code = 'S0'`)
    const codes = (await exported(id, 'community')).features.map(({ properties }) => properties.code)
    expect(codes.length).toBe(1234)
    expect(new Set(codes).size).toBe(1234)
  })

  it('to a file appears when it is complete, and not at all otherwise', async () => {
    const id = await twoLevels(streetsOf([2], [0.5, 0.5, 0.5, 0.5]))
    const out = path.join(folder, 'out.geojson')
    await exportFile(at.house, id, out, 'street')
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(JSON.stringify(await exported(id, 'street'))))
    const nowhere = path.join(folder, 'missing', 'out.geojson')
    await expect(exportFile(at.house, id, nowhere)).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(exportFile(at.house, 999, path.join(folder, 'none.geojson'))).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(readdirSync(folder).filter((name) => /none|part$/.test(name))).toEqual([])
  })

  it('never puts two versions of a draft together', async () => {
    const id = await twoLevels(streetsOf([2], [0.5, 0.5, 0.5, 0.5]))
    const { text } = await exportEdition(at.house.db, id)
    await text.next()
    await at.house.db.run(sql`update edition set version = version + 1 where id = ${id}`)
    await expect(text.next()).rejects.toMatchObject({ code: 'stale-version' })
  })

  it('is a file over HTTP, to administrators; a draft is nobody else’s', async () => {
    const id = await twoLevels(streetsOf([2], [0.5, 0.5, 0.5, 0.5]))
    const server = await serve(at.house)
    try {
      const admin = await signedInAs(at.house, server.base, 'administrator')
      const operator = await signedInAs(at.house, server.base, 'operator')
      const url = `/api/territory/editions/${id}/export?format=geojson`
      const { status, headers } = await admin.get(url)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toContain('application/geo+json')
      expect(headers.get('content-disposition')).toContain('attachment')
      const body = await (await fetch(server.base + url, { headers: { cookie: admin.cookie! } })).json()
      expect(body.features.length).toBe(3)
      expect((await operator.get(url)).status).toBe(404)
      expect((await admin.get(`/api/territory/editions/${id}/export?format=dwg`)).status).toBe(422)
      expect((await admin.get(`/api/territory/editions/${id}/export?level=moon`)).status).toBe(422)
    } finally {
      await server.close()
    }
  })
})
