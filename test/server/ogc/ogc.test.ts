import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { DISTRICT, STREETS, smallDistrict } from '../../smallDistrict.ts'

interface Link {
  rel: string
  href: string
  type: string
}
type Items = FeatureCollection & { numberMatched: number; numberReturned: number; links: Link[]; timeStamp: string }

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let client: Client

beforeAll(async () => {
  at = await testHouse()
  await smallDistrict(at.house.db)
  server = await serve(at.house)
  client = new Client(server.base)
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const items = async (rest: string) => (await client.get<Items>(`/ogc/collections/${rest}`)).body
const idsOf = ({ features }: FeatureCollection) => features.map(({ id }) => id)

describe('the door for maps (OGC API – Features)', () => {
  it('leads from the landing page to everything by absolute links that work', async () => {
    const { body } = await client.get<{ links: Link[] }>('/ogc')
    expect(body.links.map(({ rel }) => rel).sort()).toEqual(['conformance', 'data', 'self', 'service-desc'])
    for (const { href, type } of body.links) {
      const answer = await fetch(href)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')!.split(';')[0]).toBe(type.split(';')[0])
    }
    const { body: api } = await client.get<{ openapi: string; paths: object }>('/ogc/api')
    expect(api.openapi).toMatch(/^3\.0\./)
    expect(Object.keys(api.paths)).toContain('/collections/zone/items')
  })

  it('has a collection for the zones and one for each level, each with its extent', async () => {
    const { body } = await client.get<{ collections: { id: string; extent: { spatial: { bbox: number[][] } } }[] }>(
      '/ogc/collections',
    )
    expect(body.collections.map(({ id }) => id)).toEqual([
      ...['zone', 'district', 'street', 'community', 'grid', 'micro-grid'],
    ])
    for (const { extent } of body.collections) {
      const [west, south, east, north] = extent.spatial.bbox[0]!
      expect(west).toBeCloseTo(117.76, 9)
      expect(south).toBeCloseTo(26.38, 9)
      expect(east).toBeCloseTo(117.82, 9)
      expect(north).toBeCloseTo(26.42, 9)
    }
  })

  it('gives every feature once, page by page along absolute next links', async () => {
    const seen: unknown[] = []
    let next: string | undefined = `${server.base}/ogc/collections/micro-grid/items?limit=7`
    while (next !== undefined) {
      const answer = await fetch(next)
      expect(answer.headers.get('content-type')).toBe('application/geo+json')
      const page = (await answer.json()) as Items
      expect(page.numberMatched).toBe(24)
      expect(page.numberReturned).toBe(page.features.length)
      seen.push(...idsOf(page))
      next = page.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(seen).toHaveLength(24)
    expect(new Set(seen).size).toBe(24)
  })

  it('finds by box, in longitude and latitude, borders included', async () => {
    const street = async (bbox: string) => idsOf(await items(`street/items?bbox=${bbox}`))
    expect(await street('117.765,26.39,117.775,26.40')).toEqual([STREETS[0]])
    expect(await street('117.78,26.39,117.78,26.40')).toEqual([STREETS[0], STREETS[1]])
    expect(await street('117.765,26.39,0,117.775,26.40,99')).toEqual([STREETS[0]])
    expect(await street('100,20,101,21')).toEqual([])
    expect(await street('26.39,90,26.40,90')).toEqual([])
  })

  it('finds across the antimeridian', async () => {
    expect(idsOf(await items('street/items?bbox=117.805,26,-170,27'))).toEqual([STREETS[2]])
  })

  it('gives one feature by its id, with its attributes', async () => {
    const { status, body } = await client.get<FeatureCollection['features'][0]>(
      `/ogc/collections/street/items/${STREETS[1]}`,
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ type: 'Feature', id: STREETS[1], properties: { parent: DISTRICT, level: 'street' } })
    expect((await client.get('/ogc/collections/street/items/nowhere')).status).toBe(404)
    expect((await client.get('/ogc/collections/report/items')).status).toBe(404)
    expect((await client.get('/ogc/elsewhere')).status).toBe(404)
  })

  it('draws zones as the union of their streets, and names nobody', async () => {
    const { features } = await items('zone/items')
    expect(features.map(({ properties }) => properties!.streets)).toEqual([`${STREETS[0]},${STREETS[1]}`, STREETS[2]])
    expect(features[0]!.geometry.type).toBe('Polygon')
    expect(JSON.stringify(features)).not.toContain('林片长')
  })

  it('takes a trailing slash, f=json and datetime', async () => {
    for (const path of ['/ogc/', '/ogc?f=json', '/ogc/collections/', '/ogc/collections/zone/items/?f=json']) {
      expect((await client.get(path)).status).toBe(200)
    }
    for (const time of [
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      '../2026-01-01',
      '2026-01-01/..',
      '2025-01-01/2026-01-01',
    ]) {
      expect((await items(`street/items?datetime=${time}`)).numberMatched).toBe(3)
    }
  })

  it.each([
    ...['limit=0', 'limit=-1', 'limit=ten', 'limit=1&limit=2', 'offset=x', 'bbox=1,2,3', 'bbox=1,2,3,x', 'bbox=,,,'],
    ...['bbox=0,10,1,5', 'bbox=0,0,200,1', 'datetime=yesterday', 'datetime=/', 'datetime=2026-01-02/2026-01-01'],
    ...['datetime=2026-13-01', 'f=html', 'crs=EPSG:4326', 'colour=red'],
  ])('answers 400 to %s', async (query) => {
    const { status, body } = await client.get<{ code: string; description: string }>(
      `/ogc/collections/street/items?${query}`,
    )
    expect(status).toBe(400)
    expect(body.description).toContain(query.split('=')[0])
  })

  it('is read-only', async () => {
    expect((await client.post('/ogc/collections/street/items', {})).status).toBe(404)
  })

  const gdal = spawnSync('ogrinfo', ['--version']).status === 0
  it.runIf(gdal)('is read by GDAL (where ogrinfo is installed)', async () => {
    const { stdout } = await promisify(execFile)('ogrinfo', ['-ro', '-so', `OAPIF:${server.base}/ogc`, 'micro-grid'])
    expect(stdout).toContain('Feature Count: 24')
  })
})
